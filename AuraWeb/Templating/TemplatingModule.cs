namespace AuraWeb.Templating;

/// <summary>Templating.</summary>
public static class TemplatingModule
{
    public static IServiceCollection AddTemplating(this IServiceCollection services) => services;
}
