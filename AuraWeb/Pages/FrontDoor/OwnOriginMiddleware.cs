using AuraWeb.Identity;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>
/// Refuses every unsafe request and every socket that does not come from a page of AuraWeb itself: the browser sends cookies along
/// from a page of a preview too. A form without an Origin passes on to the antiforgery check, unless the browser says it is foreign.
/// </summary>
internal sealed class OwnOriginMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context) || IsOwn(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsSafe(HttpContext context) =>
        !IsSocket(context)
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)
            // An error page for a request that was refused or failed already.
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null);

    private static bool IsOwn(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers.Origin.Count > 0 || IsSocket(context)
            ? OwnOrigin.IsExact(context.Request)
            : headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";
    }

    private static bool IsSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
