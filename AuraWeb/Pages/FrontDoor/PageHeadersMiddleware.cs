using AuraWeb.Identity;
using AuraWeb.Previews;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>Headers that bound what a page of AuraWeb may do, on every answer: an error page needs them as much.</summary>
internal sealed class PageHeadersMiddleware(RequestDelegate next, IOptions<PublicAddress> address, PreviewHosts hosts)
{
    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: a failure clears the headers that were set before it.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=()";
        if (address.Value.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    private string PolicyFor(HttpContext context)
    {
        var request = context.Request;
        var previews = hosts.ContentSource(request);
        var sockets = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.Value}";
        return $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{PageNonce.Of(context)}'; img-src 'self' data:; font-src 'self'; "
            + $"connect-src 'self' {sockets}; form-action 'self' {previews}; frame-src {previews}; base-uri 'none'; frame-ancestors 'none'";
    }
}
