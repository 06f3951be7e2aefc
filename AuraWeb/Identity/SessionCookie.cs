using AuraWeb.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AuraWeb.Identity;

/// <summary>
/// The cookie of a session. Its name carries the data folder's id: a browser does not tell the ports of <c>localhost</c> apart,
/// and two AuraWebs on one machine would sign each other's people out.
/// </summary>
internal sealed class SessionCookie(DataFolder folder, IOptions<PublicAddress> address) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    /// <summary>How long "keep me signed in" holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != IdentityConstants.ApplicationScheme)
        {
            return;
        }

        options.Cookie.Name = NameOf("session", folder, address.Value);
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = address.Value.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = SessionEnd.RedirectToSignInAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            // What one may not see does not exist.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    /// <summary>Name of a cookie of AuraWeb.</summary>
    public static string NameOf(string purpose, DataFolder folder, PublicAddress address) =>
        $"{(address.IsHttps ? "__Host-" : "")}aura-{purpose}-{folder.Id}";
}
