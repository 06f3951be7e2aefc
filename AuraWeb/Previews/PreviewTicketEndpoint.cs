using AuraWeb.Access;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Antiforgery;

namespace AuraWeb.Previews;

/// <summary>What a page needs to show a preview: a form with <paramref name="Ticket"/> and <paramref name="Path"/>, posted to <paramref name="Action"/>.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Ticket">The one-time ticket.</param>
/// <param name="Path">Where the preview opens.</param>
/// <param name="Url">The preview's address, which says nothing secret.</param>
/// <param name="Port">The port it shows.</param>
public sealed record PreviewInvitation(string Action, string Ticket, string Path, string Url, int Port);

/// <summary>Where AuraWeb's own pages get tickets.</summary>
internal static class PreviewTicketEndpoint
{
    public static void MapPreviewTicket(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/projects/{projectId}/preview/ticket", IssueAsync);

    private static async Task<IResult> IssueAsync(
        string projectId, HttpContext context, IAntiforgery antiforgery, PreviewTargets targets, PreviewInvitations invitations, CancellationToken ct)
    {
        if (CurrentUser.From(context.User) is not { } user)
        {
            return Results.Unauthorized();
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : FormCollection.Empty;
        var target = await targets.FindByProjectAsync(projectId, ct);
        if (target is null || !await invitations.MaySeeAsync(Actor.Person(user), target, ct))
        {
            return Results.NotFound();
        }

        var port = form["port"].ToString() is { Length: > 0 } text ? PreviewAddress.ParsePort(text) : target.DefaultPort;
        var path = form["path"].ToString() is { Length: > 0 } wanted ? wanted : "/";
        if (port is null || !PreviewPath.IsValid(path))
        {
            return Results.Problem("A port is a number from 1 to 65535, a path begins with one slash.", statusCode: StatusCodes.Status400BadRequest);
        }

        var address = new PreviewAddress(target.SandboxId, port == target.DefaultPort ? null : port);
        context.Response.Headers.CacheControl = "no-store";
        var invitation = await invitations.InviteAsync(context.Request, user, address, port.Value, path, ct);
        return invitation is null ? Results.Unauthorized() : Results.Json(invitation);
    }
}
