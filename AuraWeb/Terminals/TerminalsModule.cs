namespace AuraWeb.Terminals;

/// <summary>Terminals.</summary>
public static class TerminalsModule
{
    public static IServiceCollection AddTerminals(this IServiceCollection services) => services;

    public static WebApplication MapTerminals(this WebApplication app) => app;
}
