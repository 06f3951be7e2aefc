using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AuraWeb.Identity;

/// <summary>
/// What a request without a session gets. A page goes to sign-in; an htmx request moves the whole page there and back, so that a
/// sign-in form never appears in a panel; a script, a socket and a download get 401.
/// </summary>
internal static class SessionEnd
{
    private const string Home = "/projects";

    public static Task RedirectToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Headers.ContainsKey("HX-Request"))
        {
            // htmx leaves the page at this header whatever the status is, and every poll of the page ends with it.
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers["HX-Redirect"] = SignInFrom(PageOf(request, request.Headers["HX-Current-URL"]));
        }
        else if (!WantsPage(request))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            var page = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : PageOf(request, request.Headers.Referer);
            response.Redirect(SignInFrom(page));
        }

        return Task.CompletedTask;
    }

    private static string SignInFrom(string page) =>
        page is "/" or Home ? "/account/sign-in" : $"/account/sign-in?returnUrl={Uri.EscapeDataString(page)}";

    // A download that got the sign-in form would be saved as the file.
    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/ws")
        && !request.Path.StartsWithSegments("/sandboxes")
        && request.Path.Value?.Split('/') is not ["", "projects", _, "files", ..];

    // The page that a fragment or a form was on, if it is one of ours.
    private static string PageOf(HttpRequest request, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? page.PathAndQuery
            : Home;
}
