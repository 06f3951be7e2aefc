using System.Globalization;
using System.Text;

namespace AuraWeb.Projects;

/// <summary>Rules of a project's name, and the forms it takes.</summary>
public static class ProjectName
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int Longest = 60;

    private const int LongestSlug = 40;
    private const string SlugOfNothing = "project";

    /// <summary>The name as it is kept; null and what is wrong with it otherwise.</summary>
    public static (string? Name, string? Fault) Read(string? typed)
    {
        var name = typed?.Trim() ?? "";
        return name switch
        {
            "" => (null, "Give the project a name."),
            { Length: > Longest } => (null, $"Use at most {Longest} characters."),
            _ when !name.EnumerateRunes().All(IsAllowed) => (null, "Use one line of visible characters."),
            _ => (name, null),
        };
    }

    /// <summary>The form in which names are compared: without case.</summary>
    public static string Normalize(string name) => name.ToUpperInvariant();

    /// <summary>The name in lower-case letters, digits and single hyphens: good as an npm name and as a host name.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug is [.., not '-'] && c != '\'')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString()[..Math.Min(slug.Length, LongestSlug)].Trim('-');
        return text.Length == 0 ? SlugOfNothing : text;
    }

    // A lone surrogate reads as the replacement character: it can be neither stored nor shown.
    private static bool IsAllowed(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
