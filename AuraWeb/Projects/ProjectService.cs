using AuraWeb.Access;
using AuraWeb.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Projects;

/// <summary>How a change of a project ended.</summary>
public enum ProjectChangeResult
{
    Done,

    /// <summary>There is no such project, or it is not the actor's to see.</summary>
    NotFound,

    /// <summary>The actor's role does not allow it.</summary>
    Forbidden,

    /// <summary>What was given is wrong; the message says what.</summary>
    Refused,
}

/// <summary>Result of a change, and what to tell the person.</summary>
public sealed record ProjectChange(ProjectChangeResult Result, string? Message = null)
{
    public static ProjectChange Done { get; } = new(ProjectChangeResult.Done);

    /// <summary>What an access check that did not allow it means.</summary>
    internal static ProjectChange Denied(AccessDecision decision) => decision == AccessDecision.Hidden
        ? new(ProjectChangeResult.NotFound, "There is no such project, or it is not yours to see.")
        : new(ProjectChangeResult.Forbidden, "Your role in this project does not allow that. Ask its owner.");
}

/// <summary>Renames and deletes projects.</summary>
public sealed class ProjectService(
    IDbContextFactory<AuraDbContext> contexts, ProjectAccess access, ProjectDeletions deletions, ProjectEvents events, TimeProvider clock)
{
    private const int SqliteConstraintUnique = 2067;

    /// <summary>Gives a project another name.</summary>
    public async Task<ProjectChange> RenameAsync(Actor actor, string projectId, string? typed, CancellationToken ct)
    {
        if (await access.CheckAsync(actor, projectId, Operation.Rename, ct) is not AccessDecision.Allowed and var decision)
        {
            return ProjectChange.Denied(decision);
        }

        var (name, fault) = ProjectName.Read(typed);
        if (name is null)
        {
            return new(ProjectChangeResult.Refused, fault);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        try
        {
            var renamed = await Live(db, projectId).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Name, name).SetProperty(p => p.NormalizedName, ProjectName.Normalize(name)), ct);
            if (renamed == 0)
            {
                return ProjectChange.Denied(AccessDecision.Hidden);
            }
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == SqliteConstraintUnique)
        {
            return new(ProjectChangeResult.Refused, $"The owner has a project “{name}” already. Choose another name.");
        }

        events.Done(actor, projectId, "Rename", name);
        return ProjectChange.Done;
    }

    /// <summary>Deletes a project with everything in it. The typed name must be exactly the project's.</summary>
    public async Task<ProjectChange> DeleteAsync(Actor actor, string projectId, string? typedName, CancellationToken ct)
    {
        if (await access.CheckAsync(actor, projectId, Operation.Delete, ct) is not AccessDecision.Allowed and var decision)
        {
            return ProjectChange.Denied(decision);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Live(db, projectId).SingleOrDefaultAsync(ct) is not { } project)
        {
            return ProjectChange.Denied(AccessDecision.Hidden);
        }

        if (typedName?.Trim() != project.Name)
        {
            return new(ProjectChangeResult.Refused, $"Type the project's name, “{project.Name}”, to delete it.");
        }

        // Without members nobody gets in from this moment on, however long the sandbox takes to go.
        project.DeletedAt = clock.GetUtcNow();
        db.RemoveRange(await db.Set<Membership>().Where(m => m.ProjectId == projectId).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        events.Done(actor, projectId, "Delete", project.Name);
        await deletions.FinishAsync(CancellationToken.None);
        return ProjectChange.Done;
    }

    private static IQueryable<Project> Live(AuraDbContext db, string projectId) =>
        db.Set<Project>().Where(p => p.Id == projectId && p.DeletedAt == null);
}
