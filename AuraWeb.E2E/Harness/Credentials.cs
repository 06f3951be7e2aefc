namespace AuraWeb.E2E.Harness;

/// <summary>A person who has an account.</summary>
public sealed record Credentials(string Name, string Email, string Password)
{
    /// <summary>Who claims the first link.</summary>
    public static Credentials Administrator { get; } = new("Ada Park", "ada@example.org", "a quiet harbour 42");

    /// <summary>Somebody new.</summary>
    public static Credentials New(string name) =>
        new(name, $"{Guid.NewGuid():n}@example.org", "seven green bottles 7");
}
