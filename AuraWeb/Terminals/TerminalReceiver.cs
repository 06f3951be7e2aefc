using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>Takes what a page types and says.</summary>
internal sealed class TerminalReceiver(
    WebSocket socket, TerminalSession session, TerminalViewer viewer, ISandboxTerminals terminals, string terminalId, Action typed)
{
    private const int FrameSize = 16 * 1024;

    /// <summary>Receives until the page closes the socket or breaks the protocol. After <paramref name="stop"/> nothing is obeyed any more.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FrameSize);
        try
        {
            for (var kept = 0; ;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(kept), abort);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (received.MessageType == WebSocketMessageType.Binary)
                {
                    await TypeAsync(buffer.AsMemory(0, received.Count), stop);
                    continue;
                }

                kept += received.Count;
                if (kept > TerminalProtocol.LargestMessage)
                {
                    return;
                }

                if (received.EndOfMessage)
                {
                    await ObeyAsync(TerminalProtocol.Read(buffer.AsSpan(0, kept)), stop);
                    kept = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task TypeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (viewer.MayType && !stop.IsCancellationRequested)
        {
            typed();
            await session.TypeAsync(viewer, bytes, stop);
        }
    }

    private async Task ObeyAsync(TerminalProtocol.Message? message, CancellationToken stop)
    {
        switch (message)
        {
            case { Type: "ack" }:
                session.Acknowledge(viewer, message.Offset);
                break;
            case { Type: "resize" } when viewer.MayType && !stop.IsCancellationRequested:
                await terminals.ResizeAsync(terminalId, message.Cols, message.Rows, stop);
                break;
            case { Type: "answer", Data: { } data } when viewer.MayType && !stop.IsCancellationRequested:
                await session.AnswerAsync(viewer, message.Offset, Encoding.UTF8.GetBytes(data), stop);
                break;
        }
    }
}
