using System.Net.WebSockets;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>How serving a socket came to its end.</summary>
internal enum SocketEnd
{
    /// <summary>The terminal's program ended.</summary>
    Exited,

    /// <summary>The connection to the terminal was lost or given up.</summary>
    Lost,

    /// <summary>The page left, or broke the protocol.</summary>
    Left,

    /// <summary>It was told to stop.</summary>
    Stopped,
}

/// <summary>One page's socket on a terminal: its two directions, and how they end together.</summary>
internal sealed class TerminalSocket(WebSocket socket, TerminalSession session, ISandboxTerminals terminals, string terminalId, Action typed)
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    /// <summary>Serves the socket, and closes it when the terminal, the page or <paramref name="stop"/> ends it.</summary>
    /// <param name="mayType">Whether the person may type.</param>
    /// <param name="since">From where the page wants to go on, in this epoch; null paints anew.</param>
    /// <param name="reason">What to tell the page at the end.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(bool mayType, long? since, Func<SocketEnd, Task<CloseReason>> reason, CancellationToken stop)
    {
        // Cancelling a send or a receive aborts the socket, so that is left for when nothing else helps.
        using var abort = new CancellationTokenSource();
        var viewer = await session.JoinAsync(mayType, since, stop);
        var sending = RunQuietlyAsync(new TerminalSender(socket, session, viewer).RunAsync(stop, abort.Token));
        var receiving = RunQuietlyAsync(new TerminalReceiver(socket, session, viewer, terminals, terminalId, typed).RunAsync(stop, abort.Token));
        try
        {
            var end = await EndAsync(sending, receiving, stop);
            await CloseAsync(await reason(end), receiving);
        }
        finally
        {
            session.Leave(viewer);
            await abort.CancelAsync();
            await Task.WhenAll(sending, receiving);
        }
    }

    private async Task<SocketEnd> EndAsync(Task<bool> sending, Task<bool> receiving, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        var first = await Task.WhenAny(sending, receiving, stopped.Task);
        return stop.IsCancellationRequested ? SocketEnd.Stopped
            : first != sending || !await sending ? SocketEnd.Left
            : session.HasExited ? SocketEnd.Exited
            : SocketEnd.Lost;
    }

    // The receiving direction ends when the page has answered the closing.
    private async Task CloseAsync(CloseReason reason, Task receiving)
    {
        using var limit = new CancellationTokenSource(ClosingTime);
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, reason.Text, limit.Token);
            await receiving.WaitAsync(limit.Token);
        }
        catch (Exception e) when (IsLeaving(e))
        {
            // It was gone already, or does not answer.
        }
    }

    /// <returns>Whether it came to its end, and was not cut off.</returns>
    private static async Task<bool> RunQuietlyAsync(Task direction)
    {
        try
        {
            await direction;
            return true;
        }
        catch (Exception e) when (IsLeaving(e))
        {
            return false;
        }
    }

    private static bool IsLeaving(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}

/// <summary>Why a socket is closed.</summary>
/// <param name="Code">One of <see cref="TerminalProtocol"/>.</param>
/// <param name="Text">In words for a person, at most 123 bytes.</param>
internal sealed record CloseReason(int Code, string Text);
