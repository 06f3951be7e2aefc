using System.Security.Claims;

namespace AuraWeb.Identity;

/// <summary>The person behind the request, as their session cookie says it.</summary>
/// <param name="Id">Id of the <see cref="AppUser"/>.</param>
/// <param name="Name">The name others see.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="IsAdministrator">Whether this person sees and sets everything.</param>
public sealed record CurrentUser(string Id, string Name, string Email, bool IsAdministrator)
{
    /// <summary>Type of the claim that holds <see cref="Name"/>.</summary>
    public const string NameClaim = "aura:name";

    /// <summary>Type of the claim that an administrator's session carries.</summary>
    public const string AdministratorClaim = "aura:administrator";

    /// <summary>Reads the person from a signed-in principal; null for a visitor.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return null;
        }

        var email = principal.FindFirstValue(ClaimTypes.Email) ?? "";
        return new CurrentUser(id, principal.FindFirstValue(NameClaim) ?? email, email, principal.HasClaim(AdministratorClaim, "true"));
    }
}
