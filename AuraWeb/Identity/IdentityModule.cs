namespace AuraWeb.Identity;

/// <summary>Accounts, sign-in and sessions.</summary>
public static class IdentityModule
{
    public static IServiceCollection AddIdentityFeature(this IServiceCollection services) => services;
}
