using AuraWeb.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AuraWeb.Identity;

/// <summary>Accounts, sign-in and sessions.</summary>
public static class IdentityModule
{
    /// <summary>Name of the policy that lets only administrators in.</summary>
    public const string AdministratorPolicy = "Administrator";

    public static IServiceCollection AddIdentityFeature(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section)
            .Configure<IConfiguration>(TakeVariable).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PublicAddress>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<PublicAddress>, PublicAddress.Setup>();
        services.AddSingleton<IValidateOptions<PublicAddress>, PublicAddress.Validator>();
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<OneTimeLinks>().AddScoped<Administrators>().AddScoped<PasswordSignIn>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        services.AddIdentityCore<AppUser>(ConfigureAccounts)
            .AddEntityFrameworkStores<AuraDbContext>()
            .AddDefaultTokenProviders()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<SessionClaims>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));

        services.AddDataProtection().SetApplicationName("AuraWeb");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDataFolder>();
        services.AddAuthorizationBuilder()
            .AddPolicy(AdministratorPolicy, policy => policy.RequireClaim(CurrentUser.AdministratorClaim, "true"))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    private static void TakeVariable(AccountOptions options, IConfiguration configuration)
    {
        if (configuration["AURA_REGISTRATION"] is { Length: > 0 } text)
        {
            options.Registration = Enum.TryParse<Registration>(text, ignoreCase: true, out var registration) ? registration : (Registration)(-1);
        }
    }

    private static void ConfigureAccounts(IdentityOptions options)
    {
        // Length beats symbols.
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 1;
        options.User.RequireUniqueEmail = true;

        // The user name is the e-mail; empty means any character.
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    private sealed class KeysInDataFolder(DataFolder folder, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.ProtectionKeys), loggers);
    }
}
