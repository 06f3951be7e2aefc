using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Antiforgery;

namespace AuraWeb.Terminals;

/// <summary>The list of a sandbox's terminals over HTTP: <c>/sandboxes/{id}/terminals</c>.</summary>
internal static class TerminalEndpoints
{
    /// <summary>Size of a terminal to open, in characters.</summary>
    public sealed record Size(int Cols, int Rows);

    /// <summary>A terminal as the page knows it.</summary>
    public sealed record View(string Id, string Title, DateTimeOffset OpenedAt, bool Running, int? ExitCode)
    {
        public static View Of(TerminalInfo terminal) => new(terminal.Id, terminal.Title, terminal.OpenedAt, terminal.ExitCode is null, terminal.ExitCode);
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        // It checks by itself, so that a script is told 401 and not sent to a page.
        var group = app.MapGroup("/sandboxes/{sandboxId}/terminals").AllowAnonymous().AddEndpointFilter(CheckAsync);
        group.MapGet("", async (string sandboxId, HttpContext context, TerminalService terminals, CancellationToken ct) =>
            (await terminals.ListAsync(ActorOf(context), sandboxId, ct)).TryGet(out var list, out var error)
                ? Results.Json(list.Select(View.Of))
                : SandboxErrorResults.ToProblem(error));
        group.MapPost("", async (string sandboxId, Size size, HttpContext context, TerminalService terminals, CancellationToken ct) =>
            (await terminals.OpenShellAsync(ActorOf(context), sandboxId, size.Cols, size.Rows, ct)).TryGet(out var opened, out var error)
                ? Results.Json(View.Of(opened), statusCode: StatusCodes.Status201Created)
                : SandboxErrorResults.ToProblem(error));
        group.MapDelete("{terminalId}", async (string sandboxId, string terminalId, HttpContext context, TerminalService terminals, CancellationToken ct) =>
            !RandomId.IsValid(terminalId) ? Results.NotFound()
                : await terminals.CloseAsync(ActorOf(context), sandboxId, terminalId, ct) is { } error ? SandboxErrorResults.ToProblem(error)
                : Results.NoContent());
    }

    // The same for every method: a person, and for what changes something a page of ours.
    private static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (CurrentUser.From(context.User) is null)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            return await next(call);
        }

        if (!OwnOrigin.IsExact(context.Request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context) ? await next(call) : Results.BadRequest();
    }

    private static Actor ActorOf(HttpContext context) => Actor.Person(CurrentUser.From(context.User)!);
}
