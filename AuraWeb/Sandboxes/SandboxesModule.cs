using AuraWeb.Sandboxes.Local;

namespace AuraWeb.Sandboxes;

/// <summary>The door, the reconciler and the providers.</summary>
public static class SandboxesModule
{
    public static IServiceCollection AddSandboxes(this IServiceCollection services)
    {
        services.AddSingleton<SandboxProviders>();
        services.AddSingleton<SandboxRevocations>();
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<SandboxRuntime>();
        services.AddSingleton<SandboxService>();
        services.AddSingleton<ProjectSandboxes>();
        services.AddSingleton<ActivityLog>();
        services.AddHostedService(provider => provider.GetRequiredService<ActivityLog>());
        services.AddHostedService<ReconcileAtStart>();
        return services.AddLocalProvider();
    }

    /// <summary>Brings every sandbox to what is wanted of it when AuraWeb starts.</summary>
    private sealed class ReconcileAtStart(Reconciler reconciler) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => reconciler.ReconcileAllAsync(stoppingToken);
    }
}
