namespace AuraWeb.Jobs;

/// <summary>Jobs.</summary>
public static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services;

    public static WebApplication MapJobs(this WebApplication app) => app;
}
