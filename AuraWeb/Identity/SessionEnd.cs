using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AuraWeb.Identity;

/// <summary>
/// What a request without a session gets. A page goes to sign-in; an htmx request moves the whole page there and back, so that a
/// sign-in form never appears in a panel; a program gets 401.
/// </summary>
internal static class SessionEnd
{
    public static Task RedirectToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("HX-Request"))
        {
            // 286 would stop one poll; leaving the page stops them all.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = $"/account/sign-in?returnUrl={Uri.EscapeDataString(PageOf(request))}";
            return Task.CompletedTask;
        }

        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) || !HttpMethods.IsGet(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    // The address of the page that the fragment was for.
    private static string PageOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? page.PathAndQuery
            : "/";
}
