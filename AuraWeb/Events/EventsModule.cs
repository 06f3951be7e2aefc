using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Events;

/// <summary>Tells open workspaces what happens in their project.</summary>
public static class EventsModule
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceEvents>().AddSingleton<EventsEndpoints>();
        services.AddSingleton<ISandboxObserver>(provider => provider.GetRequiredService<WorkspaceEvents>());
        services.AddSingleton<IProjectObserver>(provider => provider.GetRequiredService<WorkspaceEvents>());
        return services;
    }

    public static WebApplication MapEvents(this WebApplication app)
    {
        app.Map(
            "/ws/projects/{projectId}/events",
            (HttpContext context, string projectId, EventsEndpoints endpoints) => endpoints.HandleAsync(context, projectId)).AllowAnonymous();
        return app;
    }
}
