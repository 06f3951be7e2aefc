using Microsoft.AspNetCore.Identity;

namespace AuraWeb.Identity;

/// <summary>A person with an account.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>The name others see.</summary>
    [PersonalData]
    public required string DisplayName { get; set; }

    /// <summary>Whether this person sees and sets everything.</summary>
    public bool IsAdministrator { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
