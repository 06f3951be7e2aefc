using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AuraWeb.Identity;

/// <summary>Puts what <see cref="CurrentUser"/> reads into the session.</summary>
internal sealed class SessionClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CurrentUser.NameClaim, user.DisplayName));
        if (user.IsAdministrator)
        {
            identity.AddClaim(new Claim(CurrentUser.AdministratorClaim, "true"));
        }

        return identity;
    }
}
