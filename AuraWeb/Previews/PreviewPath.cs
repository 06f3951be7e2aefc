namespace AuraWeb.Previews;

/// <summary>Paths that a preview may be opened at: of the same host, and nothing of AuraWeb's own.</summary>
public static class PreviewPath
{
    /// <summary>Below this lies what AuraWeb answers itself on a preview host.</summary>
    public const string Own = "/.aura";

    private const int Longest = 4096;

    /// <summary>Whether a browser that is sent to <paramref name="path"/> stays on the host.</summary>
    public static bool IsValid(string? path) =>
        path is { Length: >= 1 and <= Longest }
        && path[0] == '/'
        && !(path.Length > 1 && path[1] is '/' or '\\')
        && !path.Any(c => c is <= ' ' or > '~')
        && !path.StartsWith(Own, StringComparison.OrdinalIgnoreCase);
}
