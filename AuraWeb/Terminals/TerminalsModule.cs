using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>Terminals in the browser.</summary>
public static class TerminalsModule
{
    public static IServiceCollection AddTerminals(this IServiceCollection services)
    {
        services.AddSingleton<TerminalSessions>().AddSingleton<TerminalSocketEndpoint>();
        services.AddSingleton(provider => new TerminalService(
            provider.GetRequiredService<SandboxService>(), provider.GetRequiredService<TerminalSessions>()));
        services.AddSingleton(provider => new TerminalTails(
            provider.GetRequiredService<SandboxService>(), provider.GetRequiredService<TerminalSessions>()));
        services.AddSingleton<ISandboxObserver>(provider => provider.GetRequiredService<TerminalSessions>());
        services.AddHostedService(provider => provider.GetRequiredService<TerminalSessions>());
        return services;
    }

    public static WebApplication MapTerminals(this WebApplication app)
    {
        app.UseWebSockets();
        app.Map(
            "/ws/sandboxes/{sandboxId}/terminals/{terminalId}",
            (HttpContext context, string sandboxId, string terminalId, TerminalSocketEndpoint endpoint) =>
                endpoint.HandleAsync(context, sandboxId, terminalId)).AllowAnonymous();
        TerminalEndpoints.Map(app);
        return app;
    }
}
