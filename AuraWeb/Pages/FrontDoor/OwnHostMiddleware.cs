using AuraWeb.Identity;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>
/// Answers only for names that are AuraWeb's own: a foreign name that resolves to this machine would otherwise make AuraWeb's
/// pages a part of that name's origin. Behind a proxy the scheme is that of the public address.
/// </summary>
internal sealed class OwnHostMiddleware(RequestDelegate next, IOptions<PublicAddress> address)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!address.Value.Covers(request.Host))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("AuraWeb does not answer for this host name. Set AURA_PUBLIC_URL to the address people type.\n", context.RequestAborted);
        }

        if (address.Value.Url is { } url && string.Equals(request.Host.Value, url.Authority, StringComparison.OrdinalIgnoreCase))
        {
            request.Scheme = url.Scheme;
        }

        return next(context);
    }
}
