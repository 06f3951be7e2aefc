using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.WebSockets;

namespace AuraWeb.Events;

/// <summary><c>/ws/projects/{id}/events</c>: Origin, session and membership are checked before the upgrade, for every method alike.</summary>
internal sealed class EventsEndpoints(
    WorkspaceEvents events, ProjectAccess access, SandboxService sandboxes, IWorkspaceFragments fragments, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(20);

    public async Task HandleAsync(HttpContext context, string projectId)
    {
        if (await RefusalAsync(context, projectId) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var actor = Actor.Person(CurrentUser.From(context.User)!);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = PingEvery,
            KeepAliveTimeout = PongWithin,
        });
        var page = new OpenPage(projectId);
        using var feed = new SandboxFeed(sandboxes, actor, page);
        events.Add(page);
        try
        {
            using var open = new EventsSocket(socket, actor, page, fragments, feed);
            await open.RunAsync(stop.Token);
        }
        finally
        {
            events.Remove(page);
        }
    }

    private async Task<int?> RefusalAsync(HttpContext context, string projectId)
    {
        if (!OwnOrigin.IsExact(context.Request))
        {
            return StatusCodes.Status403Forbidden;
        }

        if (CurrentUser.From(context.User) is not { } user)
        {
            return StatusCodes.Status401Unauthorized;
        }

        var decision = await access.CheckAsync(Actor.Person(user), projectId, Operation.View, context.RequestAborted);
        if (decision != AccessDecision.Allowed || await fragments.RenderAsync(Actor.Person(user), projectId, context.RequestAborted) is null)
        {
            return StatusCodes.Status404NotFound;
        }

        return context.WebSockets.IsWebSocketRequest ? null : StatusCodes.Status426UpgradeRequired;
    }
}
