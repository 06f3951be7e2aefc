using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Sandboxes;

/// <summary>Finds the sandboxes of a project. It checks nothing: what it finds is opened through the door.</summary>
public sealed class ProjectSandboxes(IDbContextFactory<AuraDbContext> contexts)
{
    /// <summary>Id of the sandbox that people work in; null when the project has none.</summary>
    public async Task<string?> FindDevelopmentAsync(string projectId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Sandbox>()
            .Where(s => s.ProjectId == projectId && s.Purpose == SandboxPurpose.Development && s.DesiredState != DesiredState.Deleted)
            .Select(s => s.Id)
            .FirstOrDefaultAsync(ct);
    }
}
