using System.Collections.Frozen;

namespace AuraWeb.Sandboxes;

/// <summary>The names of <see cref="SandboxErrorCode"/> as APIs write them.</summary>
public static class SandboxErrorNames
{
    private static readonly FrozenDictionary<SandboxErrorCode, string> Names =
        Enum.GetValues<SandboxErrorCode>().ToFrozenDictionary(code => code, code => Snake(code.ToString()));

    /// <summary><c>FileNotFound</c> becomes <c>FILE_NOT_FOUND</c>.</summary>
    public static string NameOf(SandboxErrorCode code) => Names[code];

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
