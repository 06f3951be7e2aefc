using System.Net.WebSockets;
using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.WebSockets;

namespace AuraWeb.Terminals;

/// <summary>
/// <c>/ws/sandboxes/{id}/terminals/{terminalId}?since={offset}&amp;epoch={epoch}</c>. Origin, session and membership are checked
/// before the upgrade, for every method alike; what the page can show is said after it, by a close code and reason.
/// </summary>
internal sealed class TerminalSocketEndpoint(
    SandboxService sandboxes, ProjectAccess access, ActivityLog activity, TerminalSessions sessions, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(20);

    public async Task HandleAsync(HttpContext context, string sandboxId, string terminalId)
    {
        if (!OwnOrigin.IsExact(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (CurrentUser.From(context.User) is not { } user)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var actor = Actor.Person(user);
        var door = await OpenDoorAsync(actor, sandboxId, context.RequestAborted);
        if (door.Error is { Code: SandboxErrorCode.SandboxNotFound } || !RandomId.IsValid(terminalId))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        await ServeAsync(context, actor, door, sandboxId, terminalId);
    }

    // By watching first: only who may type is asked about typing, and stands in the audit log with it.
    private async Task<Result<SandboxSession>> OpenDoorAsync(Actor actor, string sandboxId, CancellationToken ct)
    {
        var door = await sandboxes.OpenAsync(actor, sandboxId, Operation.WatchTerminal, ct);
        if (!door.TryGet(out var watching, out _))
        {
            return door;
        }

        var mayType = await access.CheckAsync(actor, watching.Sandbox.ProjectId, Operation.UseTerminal, ct) == AccessDecision.Allowed;
        return mayType ? await sandboxes.OpenAsync(actor, sandboxId, Operation.UseTerminal, ct) : door;
    }

    private async Task ServeAsync(HttpContext context, Actor actor, Result<SandboxSession> door, string sandboxId, string terminalId)
    {
        // Never compressed: it would double the time until a key shows.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            DangerousEnableCompression = false,
            KeepAliveInterval = PingEvery,
            KeepAliveTimeout = PongWithin,
        });
        var session = door.Error is { } closed ? closed : await sessions.GetAsync(sandboxId, door.Value.Terminals, terminalId, context.RequestAborted);
        if (session.Error is { } error)
        {
            await socket.CloseAsync((WebSocketCloseStatus)ReasonOf(error).Code, ReasonOf(error).Text, context.RequestAborted);
            return;
        }

        var sandbox = door.Value;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(sandbox.Revoked, lifetime.ApplicationStopping, context.RequestAborted);
        var terminal = new TerminalSocket(socket, session.Value, sandbox.Terminals, terminalId, () => activity.Touch(sandboxId));
        try
        {
            var mayType = sandbox.Operation == Operation.UseTerminal;
            await terminal.RunAsync(mayType, Since(context.Request, session.Value), end => ReasonAsync(end, actor, sandboxId), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Before the terminal was joined.
        }
    }

    // An offset counts only in the epoch it was given in.
    private static long? Since(HttpRequest request, TerminalSession session) =>
        request.Query["epoch"] == session.Epoch && long.TryParse(request.Query["since"], out var since) ? since : null;

    private async Task<CloseReason> ReasonAsync(SocketEnd end, Actor actor, string sandboxId)
    {
        if (end is SocketEnd.Exited or SocketEnd.Left)
        {
            return new(TerminalProtocol.Ended, "The terminal ended.");
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new(TerminalProtocol.ComeBack, "AuraWeb is starting again.");
        }

        // Told to stop: the door says why. Where it still opens, the way it opens has changed.
        var door = await sandboxes.OpenAsync(actor, sandboxId, Operation.WatchTerminal, CancellationToken.None);
        return door.Error is { } error ? ReasonOf(error, wasOpen: true) : new(TerminalProtocol.ComeBack, "Your access has changed.");
    }

    private static CloseReason ReasonOf(SandboxError error, bool wasOpen = false) => error.Code switch
    {
        SandboxErrorCode.SandboxNotFound when wasOpen => new(TerminalProtocol.Removed, "You are no longer a member of this project, or it was deleted."),
        SandboxErrorCode.PermissionDenied => new(TerminalProtocol.Removed, "Your role in this project does not allow that."),
        SandboxErrorCode.SandboxNotFound or SandboxErrorCode.TerminalNotFound => new(TerminalProtocol.Gone, "This terminal is closed."),
        SandboxErrorCode.ProviderUnavailable => new(TerminalProtocol.ComeBack, "The sandbox cannot be reached now."),
        _ => new(TerminalProtocol.Stopped, "The sandbox is stopped."),
    };
}
