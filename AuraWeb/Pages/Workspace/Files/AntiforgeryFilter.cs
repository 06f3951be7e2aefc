using Microsoft.AspNetCore.Antiforgery;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>Asks for the page's antiforgery token: bodies here are no forms, so the framework does not ask by itself.</summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.Problem("This page is out of date. Reload it, then try again.", statusCode: StatusCodes.Status400BadRequest);
}
