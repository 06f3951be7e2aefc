using AuraWeb.Events;
using AuraWeb.Pages.Workspace.Files;

namespace AuraWeb.Pages.Workspace;

/// <summary>The workspace page, and what its buttons do.</summary>
public static class WorkspaceModule
{
    public static IServiceCollection AddWorkspace(this IServiceCollection services)
    {
        services.AddSingleton<FragmentRenderer>().AddSingleton<SandboxRestart>().AddSingleton<ScriptRunner>();
        services.AddSingleton<IWorkspaceFragments, WorkspaceFragments>().AddSingleton<ClientPreloads>();
        return services.AddFiles();
    }

    public static IEndpointRouteBuilder MapWorkspace(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/projects/{projectId}").RequireAuthorization().AddEndpointFilter<AntiforgeryFilter>();
        project.MapPost("sandbox/start", WorkspaceEndpoints.StartAsync);
        project.MapPost("sandbox/stop", WorkspaceEndpoints.StopAsync);
        project.MapPost("sandbox/restart", WorkspaceEndpoints.RestartAsync);
        project.MapPost("run", WorkspaceEndpoints.RunAsync);
        return routes.MapFiles();
    }
}
