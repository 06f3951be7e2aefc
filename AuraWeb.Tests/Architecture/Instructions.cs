using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace AuraWeb.Tests.Architecture;

/// <summary>Walks through a method's instructions.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>The metadata tokens that the instructions name; strings are none.</summary>
    public static IEnumerable<int> TokensIn(BlobReader body)
    {
        var tokens = new List<int>();
        while (body.RemainingBytes > 0)
        {
            int code = body.ReadByte();
            var operand = Operands[code == 0xFE ? 0xFE00 | body.ReadByte() : code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                tokens.Add(body.ReadInt32());
            }
            else
            {
                var size = operand == OperandType.InlineSwitch ? body.ReadInt32() * 4 : SizeOf(operand);
                body.Offset += size;
            }
        }

        return tokens;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
