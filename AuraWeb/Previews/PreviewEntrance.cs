namespace AuraWeb.Previews;

/// <summary>What a preview host does for those who have no cookie yet: it takes a ticket, or shows the way to AuraWeb.</summary>
public sealed class PreviewEntrance(PreviewTickets tickets, PreviewCookie cookie, TimeProvider clock)
{
    private const int LongestForm = 16 * 1024;

    /// <summary>Turns a ticket into the host's cookie.</summary>
    public async Task TakeTicketAsync(HttpContext context, string host)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Tickets come by POST.");
            return;
        }

        // Other previews are same-site with this one; AuraWeb is not.
        if (request.Headers["Sec-Fetch-Site"] == "same-site" || await ReadFormAsync(request) is not { } form)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Open this preview from AuraWeb.");
            return;
        }

        var grant = tickets.Redeem(form["ticket"], host);
        var path = form["path"].ToString();
        if (grant is null)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This ticket was used already or is too old. Go back to AuraWeb and open the preview again.");
            return;
        }

        var framed = request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame";
        cookie.Write(context.Response, grant with { IsFramed = framed, ExpiresAt = clock.GetUtcNow() + PreviewCookie.Lifetime });
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = PreviewPath.IsValid(path) ? path : "/";
    }

    /// <summary>Answers a request without a good cookie: a page load goes through AuraWeb's sign-in, all else is refused.</summary>
    public static Task SendHomeAsync(HttpContext context, string host)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!PreviewRequests.LoadsPage(request))
        {
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, "Open this preview from AuraWeb.");
        }

        if (request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame")
        {
            // AuraWeb's own pages cannot be framed, so it cannot be sent there.
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, "The preview's session has ended. Reload AuraWeb's page.");
        }

        var path = request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString.ToUriComponent();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(
            $"{PreviewHosts.HomeOf(request)}/preview/open?host={Uri.EscapeDataString(host)}&path={Uri.EscapeDataString(PreviewPath.IsValid(path) ? path : "/")}");
        return Task.CompletedTask;
    }

    /// <summary>Refuses in plain text.</summary>
    internal static async Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentLength is null or > LongestForm)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
