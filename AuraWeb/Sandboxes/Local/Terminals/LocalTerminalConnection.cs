using System.Net.Sockets;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>A connection to a terminal: the log says what was printed, from its beginning; the socket says when to look again.</summary>
internal sealed class LocalTerminalConnection(TerminalFolder folder, AttachSocket? socket, TerminalLog log, bool outputWasDropped) : ITerminalConnection
{
    // A monitor that is busy takes a connection a little later, and rings only from then on: until surely then, look by the clock.
    private static readonly TimeSpan FirstLooks = TimeSpan.FromMilliseconds(50);
    private const int FirstLookCount = 40;

    private static readonly TimeSpan ExitPause = TimeSpan.FromMilliseconds(5);
    private const int ExitLooks = 1000;

    private int _looks = FirstLookCount;
    private bool _ended = socket is null;
    private bool _finished;

    public bool OutputWasDropped => outputWasDropped;

    public int? ExitCode { get; private set; }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        var count = _finished ? 0 : log.Read(buffer.Span);
        return count > 0 || _finished ? new(count) : WaitAndReadAsync(buffer, ct);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (_ended)
        {
            return;
        }

        try
        {
            await socket!.SendAsync(bytes, ct);
        }
        catch (SocketException)
        {
            // The program has ended: who reads will see it.
        }
    }

    public ValueTask DisposeAsync()
    {
        socket?.Dispose();
        log.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            // What was printed between the last look and this draining rang already: so look once more before waiting.
            socket?.Drain();
            var count = log.Read(buffer.Span);
            if (count > 0)
            {
                return count;
            }

            if (_ended)
            {
                return await FinishAsync(ct);
            }

            _ended = !await WaitAsync(ct);
        }
    }

    private async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        if (_looks == 0)
        {
            return await socket!.WaitAsync(ct);
        }

        _looks--;
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ct);
        look.CancelAfter(FirstLooks);
        try
        {
            var rang = await socket!.WaitAsync(look.Token);
            _looks = 0;
            return rang;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return true;
        }
    }

    // The monitor closes the socket, then writes the exit code, then ends.
    private async ValueTask<int> FinishAsync(CancellationToken ct)
    {
        for (var i = 0; i < ExitLooks && folder.ExitCode is null && folder.HasMonitor; i++)
        {
            await Task.Delay(ExitPause, ct);
        }

        ExitCode = folder.ExitCode;
        _finished = true;
        return 0;
    }
}
