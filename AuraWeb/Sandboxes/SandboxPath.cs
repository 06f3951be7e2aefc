using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AuraWeb.Sandboxes;

/// <summary>
/// An absolute path inside a sandbox, <c>/workspace/src/App.tsx</c>: normalised, without <c>.</c>, <c>..</c>, empty parts or NUL.
/// It is only a name: links it passes through are resolved by the provider, inside the sandbox.
/// </summary>
public sealed record SandboxPath
{
    private const int LongestPart = 255;
    private const int LongestPath = 4095;

    private SandboxPath(string value) => Value = value;

    /// <summary>The project's folder.</summary>
    public static SandboxPath Workspace { get; } = new("/workspace");

    /// <summary>The home folder of the sandbox's user.</summary>
    public static SandboxPath Home { get; } = new("/home/aura");

    /// <summary>The path, beginning with a slash.</summary>
    public string Value { get; }

    /// <summary>The last part; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder it lies in; the root is its own parent.</summary>
    public SandboxPath Parent => Value.LastIndexOf('/') is > 0 and var cut ? new(Value[..cut]) : new("/");

    /// <summary>Whether this is <paramref name="folder"/> or lies below it, by name.</summary>
    public bool IsWithin(SandboxPath folder) =>
        folder.Value == "/" || Value == folder.Value || Value.StartsWith(folder.Value + "/", StringComparison.Ordinal);

    /// <summary>Reads a path that a user or program gave; relative ones start at <paramref name="root"/> (default: the workspace).</summary>
    /// <returns>False for a path with <c>..</c>, a NUL, or a part longer than a file system takes.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SandboxPath? path, SandboxPath? root = null)
    {
        path = null;
        if (text is null || text.Contains('\0', StringComparison.Ordinal) || !IsWellFormed(text))
        {
            return false;
        }

        var full = text.StartsWith('/') ? text : $"{(root ?? Workspace).Value}/{text}";
        var parts = full.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Any(part => part == ".." || Encoding.UTF8.GetByteCount(part) > LongestPart))
        {
            return false;
        }

        var value = "/" + string.Join('/', parts);
        if (Encoding.UTF8.GetByteCount(value) > LongestPath)
        {
            return false;
        }

        path = new(value);
        return true;
    }

    /// <summary>A path known to be good, as constants are.</summary>
    public static SandboxPath Parse(string text) =>
        TryParse(text, out var path) ? path : throw new ArgumentException($"“{text}” is not a path inside a sandbox.", nameof(text));

    /// <summary>The entry called <paramref name="name"/> in this folder.</summary>
    /// <exception cref="ArgumentException">The name has a slash, is <c>.</c> or <c>..</c>, or too long.</exception>
    public SandboxPath Join(string name) =>
        !name.Contains('/', StringComparison.Ordinal) && name is not ("" or "." or "..") && TryParse(name, out var path, this)
            ? path
            : throw new ArgumentException($"“{name}” is not a name of a file.", nameof(name));

    public override string ToString() => Value;

    // A lone surrogate has no UTF-8 form, so it can name no file.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }
}
