using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Projects;

/// <summary>A member, as others see them.</summary>
public sealed record ProjectMember(string UserId, string Name, Role Role);

/// <summary>The sandbox of a project, as it stands in its row.</summary>
public sealed record ProjectSandbox(
    string Id, SandboxState State, DesiredState DesiredState, string? Reason, DateTimeOffset StateChangedAt, DateTimeOffset LastActivityAt, SandboxLimits Limits);

/// <summary>One setup step.</summary>
public sealed record ProjectSetupStep(
    SetupStepKind Kind, SetupStepState State, string? TerminalId, int? ExitCode, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>A project as pages show it.</summary>
/// <param name="Role">The actor's role; null for an administrator who is no member.</param>
/// <param name="Sandbox">The sandbox people work in; null when it was deleted.</param>
/// <param name="Members">Members, the owner first.</param>
/// <param name="Steps">Setup steps in order.</param>
public sealed record ProjectView(
    string Id,
    string Name,
    string TemplateId,
    Role? Role,
    DateTimeOffset CreatedAt,
    ProjectSandbox? Sandbox,
    IReadOnlyList<ProjectMember> Members,
    IReadOnlyList<ProjectSetupStep> Steps)
{
    private SetupStepState[] States => [.. Steps.Select(step => step.State)];

    /// <summary>Whether setting up is not finished: under way, failed or cancelled.</summary>
    public bool IsSetUpUnfinished => SetupSteps.AreUnfinished(States);

    /// <summary>Whether setting up is under way.</summary>
    public bool IsBeingSetUp => SetupSteps.AreUnderWay(States);

    /// <summary>The step that failed or was cancelled; null if none.</summary>
    public ProjectSetupStep? EndedStep => Steps.FirstOrDefault(step => step.State is SetupStepState.Failed or SetupStepState.Cancelled);
}

/// <summary>Reads projects, each as far as the actor may see it.</summary>
public sealed class ProjectQueries(IDbContextFactory<AuraDbContext> contexts)
{
    /// <summary>The actor's projects, or, for an administrator who asks, everyone's; last used first.</summary>
    public async Task<IReadOnlyList<ProjectView>> ListAsync(Actor actor, bool everyone, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var all = everyone && actor.IsAdministrator;
        var projects = await Read(db, actor, p => all || p.Members.Any(m => m.UserId == actor.Id), ct);
        return [.. projects.OrderByDescending(p => p.Sandbox?.LastActivityAt ?? p.CreatedAt)];
    }

    /// <summary>One project; null if there is none or it is not the actor's to see.</summary>
    public async Task<ProjectView?> FindAsync(Actor actor, string projectId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Read(db, actor, p => p.Id == projectId && (actor.IsAdministrator || p.Members.Any(m => m.UserId == actor.Id)), ct);
        return found.SingleOrDefault();
    }

    private static async Task<IReadOnlyList<ProjectView>> Read(
        AuraDbContext db, Actor actor, System.Linq.Expressions.Expression<Func<Project, bool>> which, CancellationToken ct)
    {
        var projects = await db.Set<Project>()
            .AsNoTracking()
            .AsSplitQuery()
            .Where(p => p.DeletedAt == null)
            .Where(which)
            .Include(p => p.Members).ThenInclude(m => m.User)
            .Include(p => p.Sandboxes.Where(s => s.Purpose == SandboxPurpose.Development && s.DesiredState != DesiredState.Deleted))
            .Include(p => p.SetupSteps.OrderBy(s => s.Position))
            .ToListAsync(ct);
        return [.. projects.Select(p => ViewOf(p, actor))];
    }

    private static ProjectView ViewOf(Project project, Actor actor) => new(
        project.Id,
        project.Name,
        project.TemplateId,
        project.Members.Find(m => m.UserId == actor.Id)?.Role,
        project.CreatedAt,
        project.Sandboxes.Select(s => new ProjectSandbox(s.Id, s.State, s.DesiredState, s.StateReason, s.StateChangedAt, s.LastActivityAt, s.Limits)).FirstOrDefault(),
        [.. project.Members.OrderByDescending(m => m.Role).Select(m => new ProjectMember(m.UserId, m.User?.DisplayName ?? "", m.Role))],
        [.. project.SetupSteps.Select(s => new ProjectSetupStep(s.Kind, s.State, s.TerminalId, s.ExitCode, s.Message, s.StartedAt, s.EndedAt))]);
}
