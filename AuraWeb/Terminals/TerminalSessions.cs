using System.Collections.Concurrent;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>
/// The terminals that somebody looks at, or did a short while ago: each is read once for all its viewers, and one who comes back
/// soon finds where they were. What is not here is kept by the provider and read again when asked for.
/// </summary>
internal sealed class TerminalSessions(TimeProvider clock, ILogger<TerminalSessions> logger) : BackgroundService, ISandboxObserver
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string SandboxId, string TerminalId), TerminalSession> _all = new();
    private readonly SemaphoreSlim _opening = new(1, 1);

    /// <summary>The session of a terminal, joined to it if nobody is yet.</summary>
    public async Task<Result<TerminalSession>> GetAsync(string sandboxId, ISandboxTerminals terminals, string terminalId, CancellationToken ct)
    {
        var key = (sandboxId, terminalId);
        await _opening.WaitAsync(ct);
        try
        {
            // One whose program ended still serves who was cut off before its last output.
            if (_all.TryGetValue(key, out var known) && (!known.IsOver || known.HasExited))
            {
                return known;
            }

            var attached = await terminals.AttachAsync(terminalId, ct);
            if (attached.Error is { } error)
            {
                return error;
            }

            var session = new TerminalSession(attached.Value, clock, logger);
            _all[key] = session;
            await DisposeAsync(known);
            return session;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Gives up the session of a terminal that was closed.</summary>
    public async Task DropAsync(string sandboxId, string terminalId)
    {
        if (_all.TryRemove((sandboxId, terminalId), out var session))
        {
            await session.DisposeAsync();
        }
    }

    public void SandboxChanged(SandboxChange change)
    {
        if (change is { State: SandboxState.Running, DesiredState: DesiredState.Running })
        {
            return;
        }

        foreach (var key in _all.Keys.Where(key => key.SandboxId == change.SandboxId))
        {
            _ = DropAsync(key.SandboxId, key.TerminalId);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_all.Keys.Select(key => DropAsync(key.SandboxId, key.TerminalId)));
    }

    public override void Dispose()
    {
        _opening.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var before = clock.GetUtcNow() - Kept;
            foreach (var (key, _) in _all.Where(entry => entry.Value.UnwatchedSince < before))
            {
                await DropAsync(key.SandboxId, key.TerminalId);
            }
        }
    }

    private static ValueTask DisposeAsync(TerminalSession? session) => session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
