using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Sandboxes;

/// <summary>Reads and writes sandbox rows for the reconciler, and tells the observers.</summary>
public sealed partial class SandboxStore(
    IDbContextFactory<AuraDbContext> contexts, IEnumerable<ISandboxObserver> observers, TimeProvider clock, ILogger<SandboxStore> logger)
{
    /// <summary>The row as it is now; null when it is gone.</summary>
    public async Task<Sandbox?> FindAsync(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Sandbox>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <summary>Ids of all sandboxes.</summary>
    public async Task<IReadOnlyList<string>> ListIdsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<Sandbox>().Select(s => s.Id).ToListAsync(ct);
    }

    /// <summary>Applies a change to the newest row, again if somebody else wrote meanwhile.</summary>
    /// <returns>The row after the change; null when it is gone.</returns>
    public async Task<Sandbox?> UpdateAsync(string id, Action<Sandbox> change, CancellationToken ct)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (await db.Set<Sandbox>().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } sandbox)
            {
                return null;
            }

            var before = sandbox.State;
            change(sandbox);
            if (!db.ChangeTracker.HasChanges())
            {
                return sandbox;
            }

            sandbox.Generation++;
            if (sandbox.State != before)
            {
                sandbox.StateChangedAt = clock.GetUtcNow();
            }

            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                continue;
            }

            Announce(sandbox);
            return sandbox;
        }
    }

    /// <summary>Removes the row of a sandbox whose provider has nothing of it any more.</summary>
    public async Task RemoveAsync(Sandbox sandbox, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Set<Sandbox>().Where(s => s.Id == sandbox.Id).ExecuteDeleteAsync(ct);
        sandbox.State = SandboxState.Stopped;
        Announce(sandbox);
    }

    private void Announce(Sandbox sandbox)
    {
        Log.Changed(logger, sandbox.Id, sandbox.State, sandbox.DesiredState, sandbox.StateReason);
        var change = new SandboxChange(sandbox.Id, sandbox.ProjectId, sandbox.Purpose, sandbox.State, sandbox.DesiredState, sandbox.StateReason);
        foreach (var observer in observers)
        {
            observer.SandboxChanged(change);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Sandbox {SandboxId} is {State}, wanted {DesiredState}: {Reason}")]
        public static partial void Changed(ILogger logger, string sandboxId, SandboxState state, DesiredState desiredState, string? reason);
    }
}
