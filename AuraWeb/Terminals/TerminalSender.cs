using System.Buffers;
using System.Net.WebSockets;

namespace AuraWeb.Terminals;

/// <summary>Sends a viewer the output, from the ring, no further ahead of what it has shown than the window.</summary>
internal sealed class TerminalSender(WebSocket socket, TerminalSession session, TerminalViewer viewer)
{
    private const int FrameSize = 64 * 1024;

    /// <summary>Sends until the terminal is over or <paramref name="stop"/> fires.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FrameSize);
        try
        {
            await SendReadyAsync(abort);
            while (!stop.IsCancellationRequested && await SendSomeAsync(buffer, stop, abort))
            {
                // Sent, or waited for more.
            }

            if (session.HasExited && viewer.Position == session.Ring.End)
            {
                await SendAsync(TerminalProtocol.Write(new TerminalProtocol.Exit(session.ExitCode)), abort);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>False when there is nothing more to come.</returns>
    private async ValueTask<bool> SendSomeAsync(byte[] buffer, CancellationToken stop, CancellationToken abort)
    {
        var isOver = session.IsOver;
        var room = Room(buffer.Length);
        var count = room == 0 ? 0 : session.Ring.Copy(viewer.Position, buffer.AsSpan(0, room));
        if (count > 0)
        {
            viewer.Position += count;
            await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Binary, endOfMessage: true, abort);
        }
        else if (count < 0)
        {
            await PaintAnewAsync(abort);
        }
        else if (isOver && viewer.Position == session.Ring.End)
        {
            return false;
        }
        else
        {
            await viewer.WaitAsync(stop);
        }

        return true;
    }

    // A frame is either old or live as a whole: the page answers the queries of live ones only.
    private int Room(int most)
    {
        var room = Math.Clamp(viewer.Acknowledged + TerminalSession.Window - viewer.Position, 0, most);
        return (int)(viewer.Position < viewer.Live ? Math.Min(room, viewer.Live - viewer.Position) : room);
    }

    // It fell out of the ring. What it has not seen nobody answered in its name, so all of it is live.
    private Task PaintAnewAsync(CancellationToken abort)
    {
        var beginning = session.Ring.Beginning();
        (viewer.Position, viewer.Acknowledged, viewer.Live) = (beginning, beginning, beginning);
        return SendReadyAsync(abort);
    }

    private Task SendReadyAsync(CancellationToken abort)
    {
        var dropped = session.OutputWasDropped || viewer.Position > 0;
        return SendAsync(TerminalProtocol.Write(new TerminalProtocol.Ready(session.Epoch, viewer.Position, viewer.Live, dropped, !viewer.MayType)), abort);
    }

    private Task SendAsync(byte[] message, CancellationToken abort) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, abort);
}
