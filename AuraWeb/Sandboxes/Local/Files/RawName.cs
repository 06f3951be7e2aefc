using System.Text;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Names and paths as the kernel has them: bytes that end with NUL, in no encoding.</summary>
internal static class RawName
{
    private const int LongestName = 255;

    internal static readonly byte[] Here = Of(".");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    internal static byte[] Of(ReadOnlySpan<byte> bytes) => [.. bytes, 0];

    /// <summary>A name for people.</summary>
    /// <returns>The text, and whether it leads back to these bytes.</returns>
    internal static (string Text, bool IsExact) Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return (Strict.GetString(name), true);
        }
        catch (DecoderFallbackException)
        {
            var text = Encoding.UTF8.GetString(name);
            while (Encoding.UTF8.GetByteCount(text) > LongestName)
            {
                text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
            }

            return (text, false);
        }
    }
}
