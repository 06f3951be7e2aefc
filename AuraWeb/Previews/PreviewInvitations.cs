using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Previews;

/// <summary>Makes the tickets of signed-in people.</summary>
public sealed class PreviewInvitations(
    PreviewHosts hosts, PreviewTickets tickets, ProjectAccess access, IDbContextFactory<AuraDbContext> contexts, TimeProvider clock)
{
    /// <summary>Whether an actor may see previews of the target's project; to others it does not exist.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, PreviewTarget target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await access.CheckAsync(actor, target.ProjectId, Operation.ViewPreview, ct) == AccessDecision.Allowed;
    }

    /// <summary>Makes a ticket for a person who may see the preview.</summary>
    /// <returns>What the page posts; null when the account is gone.</returns>
    public async Task<PreviewInvitation?> InviteAsync(
        HttpRequest request, CurrentUser user, PreviewAddress address, int port, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(address);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stamp = await db.Set<AppUser>().Where(u => u.Id == user.Id).Select(u => u.SecurityStamp ?? "").SingleOrDefaultAsync(ct);
        if (stamp is null)
        {
            return null;
        }

        // Whether it is framed shows when the ticket is used, and how long it lives counts from then.
        var home = $"{request.Scheme}://{request.Host}";
        var grant = new PreviewGrant(user.Id, stamp, address.SandboxId, hosts.NameOf(address), home, IsFramed: false, clock.GetUtcNow());
        var origin = hosts.OriginOf(request, address);
        return new(origin + PreviewPath.Own + "/ticket", tickets.Issue(grant), path, origin + path, port);
    }
}
