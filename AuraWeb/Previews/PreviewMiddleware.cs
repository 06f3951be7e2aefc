using AuraWeb.Sandboxes;

namespace AuraWeb.Previews;

/// <summary>
/// Takes every request whose host is a preview's, before anything else of AuraWeb sees it, and no other. All methods, streams and
/// sockets pass the same checks.
/// </summary>
public sealed class PreviewMiddleware(
    PreviewHosts hosts, PreviewGate gate, PreviewEntrance entrance, PreviewForwarder forwarder, SilentAnswers silent, ActivityLog activity) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!hosts.Covers(context.Request.Host))
        {
            await next(context);
        }
        else if (hosts.Parse(context.Request.Host) is not { } address)
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status400BadRequest, "No preview can have this address.");
        }
        else
        {
            await EnterAsync(context, address);
        }
    }

    private async Task EnterAsync(HttpContext context, PreviewAddress address)
    {
        var host = hosts.NameOf(address);
        if (context.Request.Path == PreviewPath.Own + "/ticket")
        {
            await entrance.TakeTicketAsync(context, host);
            return;
        }

        var pass = await gate.CheckAsync(context.Request, host, context.RequestAborted);
        if (pass.Grant is null)
        {
            await PreviewEntrance.SendHomeAsync(context, host);
        }
        else if (pass.Target is null)
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status404NotFound, SandboxError.SandboxNotFound.Message);
        }
        else
        {
            await ShowAsync(context, address, pass, address.Port ?? pass.Target.DefaultPort);
        }
    }

    private async Task ShowAsync(HttpContext context, PreviewAddress address, PreviewPass pass, int? port)
    {
        if (port is null)
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status404NotFound, "This project's template names no port. Open the preview of a port by its number.");
            return;
        }

        var route = new PreviewRoute(hosts, context.Request, address, port.Value, pass.Target!.DefaultPort);
        var verdict = PreviewOrigins.Judge(route);
        if (verdict == OriginVerdict.Refused)
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status403Forbidden, "A page of another origin cannot use this preview.");
        }
        else if (verdict == OriginVerdict.NeedsClick)
        {
            await SilentAnswers.AskForClickAsync(context, route, pass);
        }
        else if (context.Request.Path.StartsWithSegments(PreviewPath.Own, out var rest))
        {
            await silent.AnswerOwnAsync(context, pass, rest, port);
        }
        else
        {
            await ForwardAsync(context, route, pass);
        }
    }

    private async Task ForwardAsync(HttpContext context, PreviewRoute route, PreviewPass pass)
    {
        if (pass.Session is null)
        {
            await SilentAnswers.AnswerSandboxAsync(context, pass, route.Port);
            return;
        }

        if (PreviewRequests.LoadsPage(context.Request))
        {
            activity.Touch(pass.Session.Sandbox.Id);
        }

        if (await forwarder.ForwardAsync(context, route, pass.Session, pass.Grant!) is { } error)
        {
            await silent.AnswerPortAsync(context, route, pass, error);
        }
    }
}
