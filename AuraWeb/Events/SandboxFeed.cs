using AuraWeb.Access;
using AuraWeb.Sandboxes;

namespace AuraWeb.Events;

/// <summary>
/// What an open page sees of its running sandbox: changes in the folders it shows, and the ports that listen. It begins again by
/// itself whenever the sandbox does.
/// </summary>
internal sealed class SandboxFeed(SandboxService sandboxes, Actor actor, OpenPage page) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // Also what no observer tells, as a member who was removed by hand, is noticed by then.
    private const int BeatsUntilRefresh = 30;

    private readonly SemaphoreSlim _wake = new(0, 1);
    private IReadOnlyCollection<SandboxPath> _folders = [SandboxPath.Workspace];
    private IReadOnlyCollection<SandboxPath> _watchedFolders = [];
    private CancellationTokenSource _watch = new();
    private Task _watching = Task.CompletedTask;
    private SandboxSession? _preview;
    private IReadOnlyList<int> _ports = [];
    private string? _sandboxId;

    /// <summary>The page shows other folders.</summary>
    public void Follow(IReadOnlyCollection<SandboxPath> folders)
    {
        _folders = folders;
        Wake();
    }

    /// <summary>The sandbox that runs; null when none does.</summary>
    public void Use(string? sandboxId)
    {
        _sandboxId = sandboxId;
        Wake();
    }

    public async Task RunAsync(CancellationToken ct)
    {
        for (var beat = 1; !ct.IsCancellationRequested; beat++)
        {
            await _wake.WaitAsync(Beat, ct);
            if (_sandboxId is { } id)
            {
                await WatchAsync(id, ct);
            }

            await ReadPortsAsync(_sandboxId, ct);
            if (beat % BeatsUntilRefresh == 0)
            {
                page.StateChanged();
            }
        }
    }

    public void Dispose()
    {
        _watch.Cancel();
        _watch.Dispose();
        _wake.Dispose();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    private async Task WatchAsync(string sandboxId, CancellationToken ct)
    {
        var folders = _folders;
        var ended = _watching.IsCompleted;
        if ((!ended && folders == _watchedFolders) || (await sandboxes.OpenAsync(actor, sandboxId, Operation.ReadFiles, ct)) is not { Error: null } opened)
        {
            return;
        }

        // The new watch stands before the old one ends: nothing falls between them.
        var before = _watch;
        _watch = CancellationTokenSource.CreateLinkedTokenSource(ct, opened.Value.Revoked);
        _watching = PassOnAsync(opened.Value.Files, folders, _watch.Token);
        await before.CancelAsync();
        before.Dispose();
        page.FilesChanged(ended ? folders : folders.Except(_watchedFolders));
        _watchedFolders = folders;
    }

    private async Task PassOnAsync(ISandboxFiles files, IReadOnlyCollection<SandboxPath> folders, CancellationToken ct)
    {
        try
        {
            await foreach (var changes in files.WatchAsync(folders, ct))
            {
                page.FilesChanged(changes.Select(change => change.Path));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Other folders are shown now, or the sandbox stopped.
        }
    }

    private async Task ReadPortsAsync(string? sandboxId, CancellationToken ct)
    {
        var ports = sandboxId is null ? [] : await ListPortsAsync(sandboxId, ct);
        if (ports is not null && !ports.SequenceEqual(_ports))
        {
            _ports = ports;
            page.PortsChanged(ports);
        }
    }

    private async Task<IReadOnlyList<int>?> ListPortsAsync(string sandboxId, CancellationToken ct)
    {
        if (_preview is not { Revoked.IsCancellationRequested: false })
        {
            var opened = await sandboxes.OpenAsync(actor, sandboxId, Operation.ViewPreview, ct);
            _preview = opened.Error is null ? opened.Value : null;
        }

        return _preview is null ? [] : (await _preview.Ports.ListAsync(ct)).TryGet(out var ports, out _) ? ports : null;
    }
}
