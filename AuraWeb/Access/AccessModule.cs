namespace AuraWeb.Access;

/// <summary>Who may do what.</summary>
public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<ProjectAccess>();
}
