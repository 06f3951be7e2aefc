using System.Threading.Channels;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>What one caller watches and has not yet been told.</summary>
internal sealed class FolderSubscription(IReadOnlyList<SandboxPath> folders)
{
    private readonly HashSet<SandboxPath> _changed = [];
    private readonly Lock _gate = new();

    internal Dictionary<int, List<SandboxPath>> Watched { get; } = [];

    internal Channel<bool> Signal { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Ends the watch: nothing more will be told.</summary>
    internal void End() => Signal.Writer.TryComplete();

    internal List<SandboxPath> Missing() => [.. folders.Where(folder => !Watched.Values.Any(paths => paths.Contains(folder)))];

    internal void Add(int watch, SandboxPath folder, bool report)
    {
        if (watch < 0)
        {
            return;
        }

        (Watched.TryGetValue(watch, out var paths) ? paths : Watched[watch] = []).Add(folder);
        if (report)
        {
            Report(folder);
        }
    }

    internal void Handle(InotifyEvent change)
    {
        if (change.IsOverflow)
        {
            Watched.Values.SelectMany(paths => paths).ToList().ForEach(Report);
            return;
        }

        foreach (var folder in Watched.GetValueOrDefault(change.Watch) ?? [])
        {
            Report(change.Name is { } name && SandboxPath.TryParse(name, out var path, folder) ? path : folder);
        }

        if (change.IsGone)
        {
            Watched.Remove(change.Watch);
        }
    }

    /// <summary>Wakes the caller if there is something to tell.</summary>
    internal void Flush(bool isLast)
    {
        lock (_gate)
        {
            if (_changed.Count > 0)
            {
                Signal.Writer.TryWrite(true);
            }
        }

        if (isLast)
        {
            End();
        }
    }

    internal List<FileChange> Take()
    {
        lock (_gate)
        {
            Signal.Reader.TryRead(out _);
            List<FileChange> changes = [.. _changed.Select(path => new FileChange(path))];
            _changed.Clear();
            return changes;
        }
    }

    private void Report(SandboxPath path)
    {
        lock (_gate)
        {
            _changed.Add(path);
        }
    }
}
