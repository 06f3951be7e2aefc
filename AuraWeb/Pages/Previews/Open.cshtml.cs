using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Previews;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages.Previews;

/// <summary>Where a preview's host sends a page load without its cookie: it comes back from here with a ticket.</summary>
[Authorize]
public sealed class OpenModel(PreviewHosts hosts, PreviewTargets targets, PreviewInvitations invitations) : PageModel
{
    public PreviewInvitation Invitation { get; private set; } = null!;

    public string ProjectName { get; private set; } = "";

    /// <summary>Whether the form is sent without a click: not when another page led here, which may be one of another preview.</summary>
    public bool OpensItself => Request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    public async Task<IActionResult> OnGetAsync(string? host, string? path, CancellationToken ct)
    {
        var user = CurrentUser.From(User)!;
        if (!PreviewPath.IsValid(path)
            || hosts.Parse(new HostString(host ?? "")) is not { } address
            || await targets.FindAsync(address.SandboxId, ct) is not { } target
            || (address.Port ?? target.DefaultPort) is not { } port
            || !await invitations.MaySeeAsync(Actor.Person(user), target, ct)
            || await invitations.InviteAsync(Request, user, address, port, path!, ct) is not { } invitation)
        {
            return NotFound();
        }

        (Invitation, ProjectName) = (invitation, target.ProjectName);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
