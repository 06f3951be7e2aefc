using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Projects;

/// <summary>Lets people cancel setting a project up, and try again.</summary>
public sealed class ProjectSetup(
    IDbContextFactory<AuraDbContext> contexts, ProjectAccess access, SandboxService sandboxes, ProjectEvents events, TimeProvider clock)
{
    /// <summary>
    /// Ends what is under way: a running command is hung up, a sandbox that is still being created is deleted. Nothing under way is success.
    /// </summary>
    public async Task<ProjectChange> CancelAsync(Actor actor, string projectId, CancellationToken ct)
    {
        if (await access.CheckAsync(actor, projectId, Operation.SetUp, ct) is not AccessDecision.Allowed and var decision)
        {
            return ProjectChange.Denied(decision);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        DateTimeOffset? now = clock.GetUtcNow();
        var terminals = await TerminalsAsync(db, projectId, ct);
        await db.Set<SetupStep>()
            .Where(s => s.ProjectId == projectId && (s.State == SetupStepState.Pending || s.State == SetupStepState.Running))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(s => s.State, SetupStepState.Cancelled)
                    .SetProperty(s => s.Message, "Cancelled.")
                    .SetProperty(s => s.EndedAt, s => s.StartedAt == null ? null : now),
                ct);

        // From here on without the request's token: half a cancellation would be none.
        await EndAsync(projectId, terminals);
        events.Done(actor, projectId, "CancelSetUp");
        return ProjectChange.Done;
    }

    /// <summary>Does again what failed or was cancelled; a sandbox that is not there is made anew, a stopped one started.</summary>
    public async Task<ProjectChange> RetryAsync(Actor actor, string projectId, CancellationToken ct)
    {
        if (await access.CheckAsync(actor, projectId, Operation.SetUp, ct) is not AccessDecision.Allowed and var decision)
        {
            return ProjectChange.Denied(decision);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Set<Project>().SingleOrDefaultAsync(p => p.Id == projectId && p.DeletedAt == null, ct) is not { } project)
        {
            return ProjectChange.Denied(AccessDecision.Hidden);
        }

        // In one transaction: of two requests at the same moment only the first finds something to do again.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var old = await DevelopmentSandbox.Of(db, projectId).SingleOrDefaultAsync(ct);
        if (old?.State == SandboxState.Stopping)
        {
            return new(ProjectChangeResult.Refused, "The sandbox is stopping. Try again when it has stopped.");
        }

        var terminals = await TerminalsAsync(db, projectId, ct);
        var anew = old is null or { State: SandboxState.Failed };
        if (await ResetAsync(db, projectId, anew, ct) == 0)
        {
            return ProjectChange.Done;
        }

        var sandbox = anew ? DevelopmentSandbox.Add(sandboxes, db, project) : old!;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await BeginAsync(sandbox, old, terminals);
        events.Done(actor, projectId, "RetrySetUp");
        events.SetUpRequested(projectId);
        return ProjectChange.Done;
    }

    private static async Task<int> ResetAsync(AuraDbContext db, string projectId, bool all, CancellationToken ct)
    {
        var steps = db.Set<SetupStep>().Where(s => s.ProjectId == projectId);
        if (!await steps.AnyAsync(s => s.State == SetupStepState.Failed || s.State == SetupStepState.Cancelled, ct))
        {
            return 0;
        }

        return await steps.Where(s => all || s.State != SetupStepState.Succeeded).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, SetupStepState.Pending)
                .SetProperty(s => s.TerminalId, (string?)null)
                .SetProperty(s => s.ExitCode, (int?)null)
                .SetProperty(s => s.Message, (string?)null)
                .SetProperty(s => s.StartedAt, (DateTimeOffset?)null)
                .SetProperty(s => s.EndedAt, (DateTimeOffset?)null),
            ct);
    }

    private static Task<List<string>> TerminalsAsync(AuraDbContext db, string projectId, CancellationToken ct) =>
        db.Set<SetupStep>().Where(s => s.ProjectId == projectId && s.TerminalId != null).Select(s => s.TerminalId!).ToListAsync(ct);

    private async Task BeginAsync(Sandbox sandbox, Sandbox? old, List<string> terminals)
    {
        if (sandbox == old)
        {
            await CloseAsync(sandbox.Id, terminals);
            await sandboxes.RequestAsync(Actor.System, sandbox.Id, DesiredState.Running, CancellationToken.None);
            return;
        }

        sandboxes.Wake(sandbox.Id);
        if (old is not null)
        {
            await sandboxes.RequestAsync(Actor.System, old.Id, DesiredState.Deleted, CancellationToken.None);
        }
    }

    private async Task EndAsync(string projectId, List<string> terminals)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var sandbox = await DevelopmentSandbox.Of(db, projectId).SingleOrDefaultAsync();
        if (sandbox is null)
        {
            return;
        }

        if (sandbox.State == SandboxState.Creating)
        {
            await sandboxes.RequestAsync(Actor.System, sandbox.Id, DesiredState.Deleted, CancellationToken.None);
            return;
        }

        await CloseAsync(sandbox.Id, terminals);
    }

    private async Task CloseAsync(string sandboxId, List<string> terminals)
    {
        var session = await sandboxes.OpenAsync(Actor.System, sandboxId, Operation.SetUp, CancellationToken.None);
        if (session.TryGet(out var open, out _))
        {
            foreach (var terminal in terminals)
            {
                await open.Terminals.CloseAsync(terminal, CancellationToken.None);
            }
        }
    }
}
