using System.Collections.Concurrent;

namespace AuraWeb.Sandboxes;

/// <summary>
/// Brings each sandbox from what its provider observes to what is wanted of it, one step at a time and under a lock per sandbox.
/// Every step is idempotent, so a crash at any moment is mended by the next run.
/// </summary>
public sealed partial class Reconciler(SandboxStore store, SandboxProviders providers, SandboxRevocations revocations, ILogger<Reconciler> logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();

    /// <summary>Writes what is wanted, interrupts what is under way to the contrary, and reconciles at once, in this process.</summary>
    public async Task DesireAsync(string id, DesiredState desired, CancellationToken ct)
    {
        var changed = false;
        await store.UpdateAsync(
            id,
            sandbox =>
            {
                changed = sandbox.DesiredState != desired && sandbox.DesiredState != DesiredState.Deleted;
                if (changed)
                {
                    sandbox.DesiredState = desired;
                    sandbox.StateReason = desired == DesiredState.Running ? null : sandbox.StateReason;
                }
            },
            ct);

        if (changed && _running.TryGetValue(id, out var underWay))
        {
            await CancelAsync(underWay);
        }

        Wake(id);
    }

    /// <summary>Reconciles soon, without making the caller wait.</summary>
    public void Wake(string id) => _ = Task.Run(async () =>
    {
        try
        {
            await ReconcileAsync(id, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The run of each minute asks again; the row still says what is wanted.
            Log.Failed(logger, id, e);
        }
    });

    /// <summary>Reconciles every sandbox, a few at a time.</summary>
    public async Task ReconcileAllAsync(CancellationToken ct)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct };
        await Parallel.ForEachAsync(await store.ListIdsAsync(ct), options, async (id, token) =>
        {
            try
            {
                await ReconcileAsync(id, token);
            }
            catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
            {
                Log.Failed(logger, id, e);
            }
        });
    }

    /// <summary>Acts until the sandbox is what is wanted, or says why it cannot be. Repeating it is harmless.</summary>
    public async Task ReconcileAsync(string id, CancellationToken ct)
    {
        var gate = _locks.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            var more = true;
            while (more && await store.FindAsync(id, ct) is { } sandbox)
            {
                using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(ct);
                _running[id] = interrupt;
                try
                {
                    more = await StepAsync(sandbox, interrupt.Token);
                }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested)
                {
                    // Something else is wanted now: look again.
                }
                finally
                {
                    _running.TryRemove(id, out _);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The step ended in the same moment; the run that follows sees what is wanted.
        }
    }

    /// <returns>Whether to look again: the row changed on the way, or one more step follows.</returns>
    private async Task<bool> StepAsync(Sandbox sandbox, CancellationToken ct)
    {
        if (providers.Find(sandbox.ProviderName) is not { } provider)
        {
            Log.NoProvider(logger, sandbox.Id, sandbox.ProviderName);
            return false;
        }

        if (sandbox.DesiredState == DesiredState.Deleted)
        {
            return await DeleteAsync(provider, sandbox, ct);
        }

        // Without a reference nothing was created yet, or its name was not written down: creating again finds it.
        var observed = sandbox.ProviderRef is null
            ? new ObservedSandbox(ObservedState.Absent, null)
            : await provider.ObserveAsync(sandbox.ProviderRef, ct);
        if (!observed.TryGet(out var seen, out var error))
        {
            Log.NotObserved(logger, sandbox.Id, error.Message);
            return false;
        }

        return sandbox.DesiredState == DesiredState.Running
            ? await RunAsync(provider, sandbox, seen, ct)
            : await StopAsync(provider, sandbox, seen, ct);
    }

    private async Task<bool> RunAsync(ISandboxProvider provider, Sandbox sandbox, ObservedSandbox seen, CancellationToken ct)
    {
        switch (seen.State)
        {
            case ObservedState.Running:
                await SettleAsync(sandbox, SandboxState.Running, null, ct);
                return false;

            case ObservedState.Absent when sandbox.State == SandboxState.Creating:
                return await CreateAsync(provider, sandbox, ct);

            case ObservedState.Absent when sandbox.State == SandboxState.Failed && sandbox.ProviderRef is null:
                await store.UpdateAsync(sandbox.Id, row => row.State = SandboxState.Creating, ct);
                return true;

            case ObservedState.Absent:
                await GiveUpAsync(sandbox, SandboxState.Failed, "Its files are no longer on this host.", ct);
                return false;

            case ObservedState.Stopped when sandbox.State == SandboxState.Running && seen.Reason is not null:
                revocations.RevokeSandbox(sandbox.Id);
                await GiveUpAsync(sandbox, SandboxState.Stopped, seen.Reason, ct);
                return false;

            default:
                var failure = await provider.StartAsync(sandbox.ProviderRef!, SpecOf(sandbox), ct);
                if (failure is { Code: SandboxErrorCode.ProviderUnavailable })
                {
                    Log.NotObserved(logger, sandbox.Id, failure.Message);
                    return false;
                }

                if (failure is not null)
                {
                    var state = sandbox.State == SandboxState.Creating ? SandboxState.Failed : SandboxState.Stopped;
                    await GiveUpAsync(sandbox, state, failure.Message, ct);
                    return false;
                }

                return true;
        }
    }

    private async Task<bool> CreateAsync(ISandboxProvider provider, Sandbox sandbox, CancellationToken ct)
    {
        var created = await provider.CreateAsync(SpecOf(sandbox), ct);
        if (created.TryGet(out var reference, out var error))
        {
            await store.UpdateAsync(sandbox.Id, row => row.ProviderRef = reference, ct);
            return true;
        }

        if (error.Code != SandboxErrorCode.ProviderUnavailable)
        {
            await GiveUpAsync(sandbox, SandboxState.Failed, error.Message, ct);
        }

        return false;
    }

    private async Task<bool> StopAsync(ISandboxProvider provider, Sandbox sandbox, ObservedSandbox seen, CancellationToken ct)
    {
        if (seen.State != ObservedState.Running)
        {
            revocations.RevokeSandbox(sandbox.Id);
            if (sandbox.State != SandboxState.Failed)
            {
                await SettleAsync(sandbox, SandboxState.Stopped, sandbox.StateReason, ct);
            }

            return false;
        }

        await store.UpdateAsync(sandbox.Id, row => row.State = SandboxState.Stopping, ct);
        revocations.RevokeSandbox(sandbox.Id);
        var failure = await provider.StopAsync(sandbox.ProviderRef!, ct);
        if (failure is not null)
        {
            await store.UpdateAsync(sandbox.Id, row => row.StateReason = failure.Message, ct);
        }

        return failure is null;
    }

    private async Task<bool> DeleteAsync(ISandboxProvider provider, Sandbox sandbox, CancellationToken ct)
    {
        if (sandbox.State == SandboxState.Running)
        {
            await store.UpdateAsync(sandbox.Id, row => row.State = SandboxState.Stopping, ct);
        }

        revocations.RevokeSandbox(sandbox.Id);

        // A creation that was interrupted before its name was written down left its things under the sandbox's own id.
        var failure = await provider.DeleteAsync(sandbox.ProviderRef ?? sandbox.Id, ct);
        if (failure is not null)
        {
            await store.UpdateAsync(sandbox.Id, row => row.StateReason = failure.Message, ct);
            return false;
        }

        await store.RemoveAsync(sandbox, ct);
        _locks.TryRemove(sandbox.Id, out _);
        return false;
    }

    private static SandboxSpec SpecOf(Sandbox sandbox) => new(sandbox.Id, sandbox.HostName, sandbox.Limits);

    private async Task SettleAsync(Sandbox sandbox, SandboxState state, string? reason, CancellationToken ct) =>
        await store.UpdateAsync(sandbox.Id, row => (row.State, row.StateReason) = (state, reason), ct);

    // No restart loop: what ended by itself or could not start waits for a person.
    private async Task GiveUpAsync(Sandbox sandbox, SandboxState state, string reason, CancellationToken ct) =>
        await store.UpdateAsync(
            sandbox.Id,
            row =>
            {
                (row.State, row.StateReason) = (state, reason);
                row.DesiredState = row.DesiredState == DesiredState.Running ? DesiredState.Stopped : row.DesiredState;
            },
            ct);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Reconciling sandbox {SandboxId} failed; it is tried again within a minute")]
        public static partial void Failed(ILogger logger, string sandboxId, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox {SandboxId} belongs to the provider {Provider}, which is not configured")]
        public static partial void NoProvider(ILogger logger, string sandboxId, string provider);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox {SandboxId} could not be observed; it is asked again within a minute: {Reason}")]
        public static partial void NotObserved(ILogger logger, string sandboxId, string reason);
    }
}
