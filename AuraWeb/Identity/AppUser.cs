using Microsoft.AspNetCore.Identity;

namespace AuraWeb.Identity;

/// <summary>A person with an account.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>The longest name a person can have.</summary>
    public const int LongestName = 60;

    /// <summary>The name others see.</summary>
    [PersonalData]
    public required string DisplayName { get; set; }

    /// <summary>Whether this person sees and sets everything.</summary>
    public bool IsAdministrator { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>An account to be. Its user name is the e-mail, whose upper-case form the database keeps unique.</summary>
    public static AppUser New(string name, string email, DateTimeOffset now) =>
        new() { DisplayName = name, Email = email, UserName = email, CreatedAt = now };
}
