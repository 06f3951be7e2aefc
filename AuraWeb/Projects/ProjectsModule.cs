namespace AuraWeb.Projects;

/// <summary>Projects: made, listed, renamed, deleted, set up.</summary>
public static class ProjectsModule
{
    public static IServiceCollection AddProjects(this IServiceCollection services)
    {
        services.AddSingleton<ProjectEvents>();
        services.AddSingleton<ProjectCreation>();
        services.AddSingleton<ProjectDeletions>();
        services.AddSingleton<ProjectService>();
        services.AddSingleton<ProjectSetup>();
        services.AddSingleton<ProjectQueries>();
        return services;
    }
}
