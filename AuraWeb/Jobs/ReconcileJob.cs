using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Hangfire;

namespace AuraWeb.Jobs;

/// <summary>The run of each minute: brings every sandbox to what is wanted of it, and picks up what was left undone.</summary>
public sealed class ReconcileJob(Reconciler reconciler, ProjectDeletions deletions, SetupRows rows, SetupGate gate, JobDispatch queue)
{
    private int _running;

    /// <summary>One run; while the one before is still at it, none.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return;
        }

        try
        {
            await reconciler.ReconcileAllAsync(ct);
            await deletions.FinishAsync(ct);
            foreach (var projectId in (await rows.UnderWayAsync(ct)).Where(id => !gate.IsHeld(id)))
            {
                queue.SetUpRequested(projectId);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Removes the rows of deleted projects whose sandboxes are gone.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task FinishDeletionsAsync(CancellationToken ct) => deletions.FinishAsync(ct);
}
