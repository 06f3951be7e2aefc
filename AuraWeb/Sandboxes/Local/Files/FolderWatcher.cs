using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// Watches folders of one sandbox for all who ask, with one inotify instance that exists while somebody does. Changes are fetched
/// on a beat: that gathers them, and needs no thread that waits.
/// </summary>
internal sealed class FolderWatcher(SafeFileHandle content, UserFiles files, TimeProvider clock) : IDisposable
{
    private const int BeatsUntilRetry = 10;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<FolderSubscription> _subscriptions = [];
    private Inotify? _inotify;
    private bool _disposed;

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _subscriptions.ForEach(subscription => subscription.End());
            _inotify?.Dispose();
            _inotify = null;
        }
    }

    internal async IAsyncEnumerable<IReadOnlyList<FileChange>> WatchAsync(
        IReadOnlyCollection<SandboxPath> folders, [EnumeratorCancellation] CancellationToken ct)
    {
        var subscription = new FolderSubscription([.. folders]);
        Subscribe(subscription);
        try
        {
            while (await WaitAsync(subscription, ct))
            {
                yield return subscription.Take();
            }
        }
        finally
        {
            Unsubscribe(subscription);
        }
    }

    private static async Task<bool> WaitAsync(FolderSubscription subscription, CancellationToken ct)
    {
        try
        {
            return await subscription.Signal.Reader.WaitToReadAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Subscribe(FolderSubscription subscription)
    {
        lock (_gate)
        {
            if (_disposed || content.IsClosed)
            {
                subscription.End();
                return;
            }

            _subscriptions.Add(subscription);
            if (_inotify is null)
            {
                var inotify = new Inotify();
                _inotify = inotify;
                _ = Task.Run(() => RunAsync(inotify));
            }

            AddMissing(_inotify, subscription, report: false);
        }
    }

    private void Unsubscribe(FolderSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
            if (_subscriptions.Count == 0)
            {
                _inotify?.Dispose();
                _inotify = null;
                return;
            }

            foreach (var watch in subscription.Watched.Keys.Where(watch => !_subscriptions.Exists(other => other.Watched.ContainsKey(watch))))
            {
                _inotify?.Remove(watch);
            }
        }
    }

    private async Task RunAsync(Inotify inotify)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        for (var beat = 1; await timer.WaitForNextTickAsync(); beat++)
        {
            lock (_gate)
            {
                if (_inotify != inotify)
                {
                    return;
                }

                inotify.Read(Handle);
                if (beat % BeatsUntilRetry == 0)
                {
                    _subscriptions.ForEach(subscription => AddMissing(inotify, subscription, report: true));
                }

                _subscriptions.ForEach(subscription => subscription.Flush(isLast: content.IsClosed));
            }
        }
    }

    private void Handle(InotifyEvent change)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Handle(change);
        }
    }

    // Also folders that went away: a checkout deletes a folder and makes it again under the same name.
    private void AddMissing(Inotify inotify, FolderSubscription subscription, bool report)
    {
        try
        {
            subscription.Missing().ForEach(folder => AddMissing(inotify, subscription, folder, report));
        }
        catch (ObjectDisposedException) when (content.IsClosed)
        {
            // The sandbox was stopped in this moment.
            subscription.End();
        }
    }

    private void AddMissing(Inotify inotify, FolderSubscription subscription, SandboxPath folder, bool report)
    {
        var (handle, error) = files.Open(content, RawName.Of(folder.Value), Libc.ReadOnly | Libc.Directory);
        using (handle)
        {
            if (error == Errno.None)
            {
                subscription.Add(inotify.Add(handle), folder, report);
            }
        }
    }
}
