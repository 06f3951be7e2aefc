using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Previews;

/// <summary>The sandbox that a preview shows.</summary>
/// <param name="SandboxId">Its id.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="ProjectName">That project's name, as typed.</param>
/// <param name="State">What it is.</param>
/// <param name="DesiredState">What it is wanted to be.</param>
/// <param name="StateReason">Why it is as it is.</param>
/// <param name="DefaultPort">The port of the project's template; null when there is no such template any more.</param>
/// <param name="DevCommand">The command that Run starts, in a terminal called by it; null likewise.</param>
public sealed record PreviewTarget(
    string SandboxId, string ProjectId, string ProjectName, SandboxState State, DesiredState DesiredState, string? StateReason, int? DefaultPort, string? DevCommand);

/// <summary>Finds what previews show.</summary>
public sealed class PreviewTargets(IDbContextFactory<AuraDbContext> contexts, TemplateCatalog templates)
{
    /// <summary>The target of a sandbox; null when it is gone or being deleted.</summary>
    public async Task<PreviewTarget?> FindAsync(string sandboxId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(db, db.Set<Sandbox>().Where(s => s.Id == sandboxId && s.DesiredState != DesiredState.Deleted), ct);
    }

    /// <summary>The target of a project's development sandbox; null when it has none.</summary>
    public async Task<PreviewTarget?> FindByProjectAsync(string projectId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(db, DevelopmentSandbox.Of(db, projectId), ct);
    }

    private async Task<PreviewTarget?> ReadAsync(AuraDbContext db, IQueryable<Sandbox> sandboxes, CancellationToken ct)
    {
        var row = await sandboxes
            .Join(
                db.Set<Project>().Where(p => p.DeletedAt == null),
                s => s.ProjectId,
                p => p.Id,
                (s, p) => new { s.Id, s.ProjectId, p.Name, s.State, s.DesiredState, s.StateReason, p.TemplateId })
            .FirstOrDefaultAsync(ct);
        var template = row is null ? null : templates.Find(row.TemplateId);
        return row is null ? null : new(
            row.Id, row.ProjectId, row.Name, row.State, row.DesiredState, row.StateReason, template?.Port, template?.Scripts.Dev);
    }
}
