using AuraWeb.Projects;

namespace AuraWeb.Pages.Projects;

/// <summary>A member's initials on a tint that is always theirs.</summary>
public sealed record Person(string Name, string Initials, int Tint)
{
    private const int Tints = 5;

    public static Person Of(ProjectMember member) => new(member.Name, InitialsOf(member.Name), TintOf(member.UserId));

    private static string InitialsOf(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length > 1 ? $"{First(words[0])}{First(words[^1])}" : First(name);
        return letters.ToUpperInvariant();
    }

    private static string First(string word) => word.Length == 0 ? "?" : word.EnumerateRunes().First().ToString();

    // Not GetHashCode: that one differs with every start.
    private static int TintOf(string userId) => 1 + (userId.Sum(c => c) % Tints);
}
