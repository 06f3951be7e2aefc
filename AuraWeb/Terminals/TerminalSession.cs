using System.Buffers;
using AuraWeb.Data;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>
/// One terminal as its viewers share it: a single connection to it, read into a ring from which each viewer takes what it has not
/// had. It reads at the pace of the fastest viewer; an absent or stalled one stops neither the program nor others.
/// </summary>
internal sealed partial class TerminalSession : IAsyncDisposable
{
    /// <summary>How far a viewer may be sent output, and the terminal read, ahead of what was shown. Less than the ring holds.</summary>
    public const int Window = 512 * 1024;

    private const int ReadSize = 64 * 1024;

    // A log that was kept is read without regard to anybody; so much cannot be kept.
    private const long LargestKept = 16 * 1024 * 1024;

    private readonly ITerminalConnection _connection;
    private readonly TerminalViewers _viewers;
    private readonly SemaphoreSlim _typing = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    public TerminalSession(ITerminalConnection connection, TimeProvider clock, ILogger logger)
    {
        _connection = connection;
        _viewers = new(Ring, clock);
        _reading = Task.Run(() => ReadAsync(logger));
    }

    /// <summary>Names this reading of the terminal: offsets of another epoch mean nothing here.</summary>
    public string Epoch { get; } = RandomId.New();

    public OutputRing Ring { get; } = new();

    /// <summary>Whether the terminal's first output was gone before this reading of it began.</summary>
    public bool OutputWasDropped => _connection.OutputWasDropped;

    /// <summary>Completed when what was kept of the output is in the ring.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Whether no more output will come into the ring.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the program ended, rather than our connection to it.</summary>
    public bool HasExited { get; private set; }

    /// <summary>How the program ended; null when it was ended with the sandbox.</summary>
    public int? ExitCode => _connection.ExitCode;

    /// <summary>Since when nobody looks; null while somebody does.</summary>
    public DateTimeOffset? UnwatchedSince => _viewers.EmptySince;

    /// <summary>Lets a viewer in, once what was kept of the output has been read.</summary>
    /// <param name="mayType">Whether it may type.</param>
    /// <param name="since">From where it wants to go on; null, or an offset that is gone, repaints.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<TerminalViewer> JoinAsync(bool mayType, long? since, CancellationToken ct)
    {
        await _caughtUp.Task.WaitAsync(ct);
        var viewer = new TerminalViewer(mayType);
        _viewers.Add(viewer, since);
        return viewer;
    }

    public void Leave(TerminalViewer viewer) => _viewers.Remove(viewer);

    /// <summary>A viewer has shown the output up to <paramref name="offset"/>.</summary>
    public void Acknowledge(TerminalViewer viewer, long offset) => _viewers.Acknowledge(viewer, offset);

    /// <summary>Types what a person typed; waits while the program does not read.</summary>
    public Task TypeAsync(TerminalViewer viewer, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        _viewers.NoteTyping(viewer);
        return WriteAsync(bytes, ct);
    }

    /// <summary>
    /// Types what a viewer's terminal answered to a query that was printed at <paramref name="offset"/>. Of all viewers one answers,
    /// and it only what was printed since it is the one: a query is answered once, or never.
    /// </summary>
    public Task AnswerAsync(TerminalViewer viewer, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        _viewers.MayAnswer(viewer, offset) ? WriteAsync(bytes, ct) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _reading;
        await _connection.DisposeAsync();
        _disposed.Dispose();
        _typing.Dispose();
        _viewers.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _disposed.Token);
        await _typing.WaitAsync(either.Token);
        try
        {
            await _connection.WriteAsync(bytes, either.Token);
        }
        finally
        {
            _typing.Release();
        }
    }

    private async Task ReadAsync(ILogger logger)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            while (await ReadOnceAsync(buffer, _disposed.Token))
            {
                _viewers.WakeAll();
            }

            HasExited = true;
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // Nobody wants it any more.
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Log.ConnectionLost(logger, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            IsOver = true;
            _caughtUp.TrySetResult();
            _viewers.WakeAll();
        }
    }

    private async ValueTask<bool> ReadOnceAsync(byte[] buffer, CancellationToken ct)
    {
        if (_caughtUp.Task.IsCompleted)
        {
            await _viewers.PaceAsync(ct);
        }

        var reading = _connection.ReadAsync(buffer, ct);
        if (!reading.IsCompleted || Ring.End >= LargestKept)
        {
            _caughtUp.TrySetResult();
        }

        var count = await reading;
        Ring.Append(buffer.AsSpan(0, count));
        return count > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The connection to a terminal was lost")]
        public static partial void ConnectionLost(ILogger logger, Exception exception);
    }
}
