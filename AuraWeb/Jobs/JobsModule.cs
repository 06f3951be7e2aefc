using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Storage.SQLite;

namespace AuraWeb.Jobs;

/// <summary>
/// Work that goes on without a page: setting projects up, and the run of each minute. No fact lives only in a job; rows say what
/// must happen, and jobs are made again from them when AuraWeb starts.
/// </summary>
public static class JobsModule
{
    private const int Workers = 4;

    private static readonly SQLiteStorageOptions StorageOptions = new()
    {
        QueuePollInterval = TimeSpan.FromSeconds(1),

        // It does not slide: shorter than the longest job, and the job would run twice at once.
        InvisibilityTimeout = TimeSpan.FromHours(24),
    };

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        // Both are registered before Hangfire's own: those are statics, shared by every host in a process, and with them
        // the jobs of one host were given to the container of another that had been disposed.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<JobStorage>(provider => new SQLiteStorage(provider.GetRequiredService<DataFolder>().JobsFile, StorageOptions));
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddHangfireServer(server => (server.WorkerCount, server.SchedulePollingInterval) = (Workers, TimeSpan.FromSeconds(5)));
        services.AddLogging(logging => logging.AddFilter("Hangfire", LogLevel.Warning));

        services.AddSingleton<JobDispatch>();
        services.AddSingleton<IProjectObserver>(provider => provider.GetRequiredService<JobDispatch>());
        services.AddSingleton<ISandboxObserver>(provider => provider.GetRequiredService<JobDispatch>());
        services.AddSingleton<SetupRows>();
        services.AddSingleton<SetupGate>();
        services.AddSingleton<SandboxWait>();
        services.AddSingleton<ISetupStep, CreateSandboxStep>();
        services.AddSingleton<ISetupStep, RenderTemplateStep>();
        services.AddSingleton<ISetupStep, PostCreateStep>();
        services.AddSingleton<SetupWork>();
        services.AddSingleton<SetUpProjectJob>();
        services.AddSingleton<ReconcileJob>();
        services.AddHostedService<ResumeAtStart>();
        return services;
    }

    /// <summary>Mends what a killed process left in the job store. To be called before the servers start.</summary>
    public static WebApplication MapJobs(this WebApplication app)
    {
        // Asked for first: making it makes the tables.
        _ = app.Services.GetRequiredService<JobStorage>();
        JobStoreRepair.Run(app.Services.GetRequiredService<DataFolder>().JobsFile);
        app.Services.GetRequiredService<IRecurringJobManager>().AddOrUpdate<ReconcileJob>(
            "reconcile", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        return app;
    }

    /// <summary>Makes the jobs of unfinished setups again.</summary>
    private sealed class ResumeAtStart(SetupRows rows, JobDispatch queue) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            foreach (var projectId in await rows.UnderWayAsync(stoppingToken))
            {
                queue.SetUpRequested(projectId);
            }
        }
    }
}
