using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Projects;

/// <summary>
/// Finishes what was begun by deleting a project: has its sandboxes deleted, and removes its row when they are gone. Repeating it
/// is harmless.
/// </summary>
public sealed class ProjectDeletions(IDbContextFactory<AuraDbContext> contexts, SandboxService sandboxes)
{
    /// <summary>Takes the next step for every deleted project.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = await db.Set<Sandbox>()
            .Where(s => s.DesiredState != DesiredState.Deleted && db.Set<Project>().Any(p => p.Id == s.ProjectId && p.DeletedAt != null))
            .Select(s => s.Id)
            .ToListAsync(ct);
        foreach (var id in left)
        {
            await sandboxes.RequestAsync(Actor.System, id, DesiredState.Deleted, ct);
        }

        await db.Set<Project>().Where(p => p.DeletedAt != null && !p.Sandboxes.Any()).ExecuteDeleteAsync(ct);
    }
}
