namespace AuraWeb.Projects;

/// <summary>Projects.</summary>
public static class ProjectsModule
{
    public static IServiceCollection AddProjects(this IServiceCollection services) => services;
}
