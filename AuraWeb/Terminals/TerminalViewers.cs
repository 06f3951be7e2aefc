namespace AuraWeb.Terminals;

/// <summary>The viewers of one terminal: whose pace holds, and whose answers count.</summary>
internal sealed class TerminalViewers(OutputRing ring, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _acknowledged = new(0, 1);
    private TerminalViewer[] _all = [];
    private TerminalViewer? _answering;
    private long _answersFrom;
    private bool _isOver;

    // When the reader began to wait, or when somebody last showed something while it waited.
    private long? _waitsSince;

    /// <summary>Since when there is none; null while there is one.</summary>
    public DateTimeOffset? EmptySince { get; private set; } = clock.GetUtcNow();

    /// <summary>Lets a viewer in, at <paramref name="since"/> if that is still kept, else at the beginning of what is.</summary>
    public void Add(TerminalViewer viewer, long? since)
    {
        // Under the lock that the reader passes before each read: not more than one can come in between.
        lock (_gate)
        {
            var position = since is { } offset && ring.Holds(offset) ? offset : ring.Beginning();
            (viewer.Position, viewer.Acknowledged, viewer.Live) = (position, position, ring.End);
            _all = [.. _all, viewer];
            _waitsSince = null;
            EmptySince = null;
            if (_answering is null && viewer.MayType)
            {
                LetAnswer(viewer);
            }
        }
    }

    public void Remove(TerminalViewer viewer)
    {
        lock (_gate)
        {
            _all = [.. _all.Where(other => other != viewer)];
            EmptySince = _all.Length == 0 ? clock.GetUtcNow() : null;
            if (_answering == viewer)
            {
                LetAnswer(_all.FirstOrDefault(other => other.MayType));
            }
        }

        LookAgain();
    }

    /// <summary>Who types is surely there: they answer from now on.</summary>
    public void NoteTyping(TerminalViewer viewer)
    {
        lock (_gate)
        {
            if (_answering != viewer)
            {
                LetAnswer(viewer);
            }
        }
    }

    public bool MayAnswer(TerminalViewer viewer, long offset)
    {
        lock (_gate)
        {
            return viewer == _answering && offset >= _answersFrom && offset <= ring.End;
        }
    }

    public void Acknowledge(TerminalViewer viewer, long offset)
    {
        lock (_gate)
        {
            if (offset <= viewer.Acknowledged || offset > viewer.Position)
            {
                return;
            }

            viewer.Acknowledged = offset;
            _waitsSince = null;
        }

        LookAgain();
        viewer.Wake();
    }

    /// <summary>Waits until the fastest viewer has shown enough of what was read, or nobody has shown anything for a second.</summary>
    public async ValueTask PaceAsync(CancellationToken ct)
    {
        while (Ahead() is { } patience && patience > TimeSpan.Zero)
        {
            await _acknowledged.WaitAsync(patience, ct);
        }
    }

    public void WakeAll()
    {
        foreach (var viewer in Volatile.Read(ref _all))
        {
            viewer.Wake();
        }
    }

    /// <summary>The terminal is read no more. Viewers may still leave.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _acknowledged.Dispose();
        }
    }

    /// <returns>How long to wait for somebody to catch up; null when there is nobody to wait for.</returns>
    private TimeSpan? Ahead()
    {
        lock (_gate)
        {
            if (_all.Length == 0 || ring.End - _all.Max(viewer => viewer.Acknowledged) < TerminalSession.Window)
            {
                _waitsSince = null;
                return null;
            }

            return Patience - clock.GetElapsedTime(_waitsSince ??= clock.GetTimestamp());
        }
    }

    private void LetAnswer(TerminalViewer? viewer)
    {
        _answering = viewer;
        _answersFrom = ring.End;
    }

    private void LookAgain()
    {
        // Released at most once: the reader looks at everything when it wakes.
        lock (_gate)
        {
            if (!_isOver && _acknowledged.CurrentCount == 0)
            {
                _acknowledged.Release();
            }
        }
    }
}
