using System.Threading.Channels;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>Collects what a watch tells.</summary>
public sealed class WatchedChanges : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<SandboxPath> _changes = Channel.CreateUnbounded<SandboxPath>();
    private readonly CancellationTokenSource _stop = new();

    public WatchedChanges(ISandboxFiles files, params SandboxPath[] folders)
    {
        Ended = Task.Run(async () =>
        {
            await foreach (var changes in files.WatchAsync(folders, _stop.Token))
            {
                foreach (var change in changes)
                {
                    await _changes.Writer.WriteAsync(change.Path);
                }
            }
        });
    }

    /// <summary>Completes when the watch ended by itself.</summary>
    public Task Ended { get; }

    /// <summary>Waits until a change of <paramref name="path"/> is told.</summary>
    public async Task ExpectAsync(string path, CancellationToken ct) =>
        Assert.True(await TryExpectAsync(SandboxPath.Parse(path), Patience, ct), $"No change of {path} was told.");

    public async Task<bool> TryExpectAsync(SandboxPath path, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            while (await _changes.Reader.ReadAsync(limit.Token) != path)
            {
            }

            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ended;
        _stop.Dispose();
    }
}
