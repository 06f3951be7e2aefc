using AuraWeb.Data;
using AuraWeb.Projects;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Jobs;

/// <summary>
/// Reads and moves setup steps. Every move names the state it starts from, so that a cancel that came in between is never
/// overwritten.
/// </summary>
public sealed class SetupRows(IDbContextFactory<AuraDbContext> contexts, ProjectEvents events, TimeProvider clock)
{
    /// <summary>Projects whose setting up is under way.</summary>
    public async Task<IReadOnlyList<string>> UnderWayAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Project>()
            .Where(p => p.DeletedAt == null)
            .Where(p => p.SetupSteps.Any(s => s.State == SetupStepState.Pending || s.State == SetupStepState.Running))
            .Where(p => !p.SetupSteps.Any(s => s.State == SetupStepState.Failed || s.State == SetupStepState.Cancelled))
            .Select(p => p.Id)
            .ToListAsync(ct);
    }

    /// <summary>The project; null when it was deleted.</summary>
    public async Task<Project?> FindProjectAsync(string projectId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Project>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.DeletedAt == null, ct);
    }

    /// <summary>The step to carry out now, marked as running; null when there is none, or one before it did not succeed.</summary>
    public async Task<SetupStep?> BeginNextAsync(string projectId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var next = await db.Set<SetupStep>().AsNoTracking()
            .Where(s => s.ProjectId == projectId && s.State != SetupStepState.Succeeded)
            .OrderBy(s => s.Position)
            .FirstOrDefaultAsync(ct);
        if (next is null or { State: SetupStepState.Failed or SetupStepState.Cancelled })
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var begun = await db.Set<SetupStep>()
            .Where(s => s.Id == next.Id && (s.State == SetupStepState.Pending || s.State == SetupStepState.Running))
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.State, SetupStepState.Running).SetProperty(s => s.StartedAt, s => s.StartedAt ?? now), ct);
        events.Changed(projectId);
        return begun == 1 ? next : null;
    }

    /// <summary>Whether the step is still to be carried out: nobody cancelled it and the project is there.</summary>
    public async Task<bool> IsWantedAsync(SetupStep step, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<SetupStep>().AnyAsync(
            s => s.Id == step.Id && s.State == SetupStepState.Running && db.Set<Project>().Any(p => p.Id == s.ProjectId && p.DeletedAt == null), ct);
    }

    /// <summary>Writes down the terminal that is about to run the command.</summary>
    public async Task<bool> RecordTerminalAsync(SetupStep step, string terminalId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var recorded = await Running(db, step).ExecuteUpdateAsync(set => set.SetProperty(s => s.TerminalId, terminalId), ct);
        events.Changed(step.ProjectId);
        return recorded == 1;
    }

    /// <summary>Ends a running step: well when <paramref name="ended"/> has no failure.</summary>
    public async Task EndAsync(SetupStep step, StepEnd ended, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var state = ended.Failure is null ? SetupStepState.Succeeded : SetupStepState.Failed;
        var now = clock.GetUtcNow();
        await Running(db, step).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, state)
                .SetProperty(s => s.Message, ended.Failure ?? ended.Note)
                .SetProperty(s => s.ExitCode, ended.ExitCode)
                .SetProperty(s => s.EndedAt, now),
            ct);
        events.Changed(step.ProjectId);
    }

    private static IQueryable<SetupStep> Running(AuraDbContext db, SetupStep step) =>
        db.Set<SetupStep>().Where(s => s.Id == step.Id && s.State == SetupStepState.Running);
}
