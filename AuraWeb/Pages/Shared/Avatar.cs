namespace AuraWeb.Pages;

/// <summary>A person's initials on a tint that is always theirs. The tint says who, never how they are.</summary>
/// <param name="Initials">One or two letters.</param>
/// <param name="Tint">1–5.</param>
public sealed record Avatar(string Initials, int Tint)
{
    private const int Tints = 5;

    public static Avatar Of(string userId, string name) => new(InitialsOf(name), TintOf(userId));

    private static string InitialsOf(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "?",
            [var only] => First(only),
            [var first, .., var last] => First(first) + First(last),
        };
    }

    private static string First(string word) => word.EnumerateRunes().First().ToString().ToUpperInvariant();

    // Not GetHashCode: that one differs with every start.
    private static int TintOf(string userId) => 1 + (userId.Sum(c => c) % Tints);
}
