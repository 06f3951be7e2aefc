using AuraWeb.Sandboxes;
using AuraWeb.Terminals;

namespace AuraWeb.Previews;

/// <summary>Answers in a preview's place when the app cannot: a page to whoever loads one, short text to everything else.</summary>
public sealed class SilentAnswers(TerminalTails tails)
{
    private static readonly TimeSpan AskingTakesAtMost = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, byte[]> _assets = new(StringComparer.Ordinal)
    {
        ["/silent.css"] = ReadAsset("silent.css"),
        ["/silent.js"] = ReadAsset("silent.js"),
    };

    /// <summary>Answers for a port that did not.</summary>
    public async Task AnswerPortAsync(HttpContext context, PreviewRoute route, PreviewPass pass, SandboxError error)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(error);
        if (!PreviewRequests.LoadsPage(context.Request))
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status502BadGateway, error.Message);
            return;
        }

        var (listening, output) = await AskAsync(pass, context.RequestAborted);
        var page = SilentPage.ForPort(route.Port, error, output, pass.Target!.DevCommand) with
        {
            OtherPorts = [.. listening.Where(p => p != route.Port).Select(p => (p, route.OuterOrigin(p) + "/"))],
            Way = error.Code == SandboxErrorCode.PortNotListening ? WayHome(pass) : ("Load again", Here(context.Request), false),
        };
        await WriteAsync(context, StatusCodes.Status502BadGateway, page, pass.Grant!.Home);
    }

    /// <summary>Answers for a sandbox that does not run.</summary>
    public static async Task AnswerSandboxAsync(HttpContext context, PreviewPass pass, int? port)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(pass);
        context.Response.Headers.RetryAfter = "2";
        if (!PreviewRequests.LoadsPage(context.Request))
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, pass.Error!.Message);
            return;
        }

        await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, SilentPage.ForSandbox(pass.Target!, port) with { Way = WayHome(pass) }, pass.Grant!.Home);
    }

    /// <summary>Answers a page load that a page of another preview caused: the person decides.</summary>
    public static Task AskForClickAsync(HttpContext context, PreviewRoute route, PreviewPass pass)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(pass);
        var page = new SilentPage("Open this preview?", $"Another page sent you to a preview of “{pass.Target!.ProjectName}”.", "running", true, route.Port, Asks: false)
        {
            Way = ("Open the preview", Here(context.Request), false),
        };
        return WriteAsync(context, StatusCodes.Status403Forbidden, page, pass.Grant!.Home);
    }

    /// <summary>Answers AuraWeb's own addresses on a preview host.</summary>
    public async Task AnswerOwnAsync(HttpContext context, PreviewPass pass, PathString rest, int? port)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(pass);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsGet(context.Request.Method) && _assets.TryGetValue(rest.Value ?? "", out var asset))
        {
            context.Response.ContentType = rest.Value!.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
            await context.Response.Body.WriteAsync(asset, context.RequestAborted);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && rest == "/status")
        {
            context.Response.Headers.CacheControl = "no-store";
            await TellStatusAsync(context, pass, port);
        }
        else
        {
            await PreviewEntrance.RefuseAsync(context, StatusCodes.Status404NotFound, "There is nothing at this address.");
        }
    }

    private static string Here(HttpRequest request) => request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    // In a frame AuraWeb's page with its buttons stands around.
    private static (string Text, string Url, bool OpensTab)? WayHome(PreviewPass pass) =>
        pass.Grant!.IsFramed ? null : ("Open the project", $"{pass.Grant.Home}/projects/{pass.Target!.ProjectId}", false);

    private async Task TellStatusAsync(HttpContext context, PreviewPass pass, int? port)
    {
        var (listening, output) = await AskAsync(pass, context.RequestAborted);
        var status = new
        {
            ready = port is { } wanted && listening.Contains(wanted),
            state = pass.Session is null ? SilentPage.ForSandbox(pass.Target!, port).State : "Running",
            run = SilentPage.RunOf(output),
            output = SilentPage.TextOf(output),
        };
        await context.Response.WriteAsJsonAsync(status, context.RequestAborted);
    }

    // Output is asked for as the person, who needs the right to watch terminals, not only that to see previews.
    private async Task<(IReadOnlyList<int> Listening, TerminalTail? Output)> AskAsync(PreviewPass pass, CancellationToken ct)
    {
        if (pass.Session is not { } session)
        {
            return ([], null);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AskingTakesAtMost);
        IReadOnlyList<int> listening = [];
        try
        {
            listening = (await session.Ports.ListAsync(patience.Token)).TryGet(out var ports, out _) ? ports : [];
            return (listening, await tails.FindAsync(session.Actor, session.Sandbox.Id, pass.Target!.DevCommand, patience.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (listening, null);
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, SilentPage page, string home)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self' {home}";
        await context.Response.WriteAsync(page.ToHtml(), context.RequestAborted);
    }

    private static byte[] ReadAsset(string name)
    {
        using var asset = typeof(SilentAnswers).Assembly.GetManifestResourceStream($"AuraWeb.Previews.Assets.{name}")
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var copy = new MemoryStream();
        asset.CopyTo(copy);
        return copy.ToArray();
    }
}
