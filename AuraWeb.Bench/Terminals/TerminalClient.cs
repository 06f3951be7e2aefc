using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AuraWeb.Bench.Terminals;

/// <summary>A page's side of a terminal's socket, without a page: it types, reads and acknowledges.</summary>
internal sealed class TerminalClient : IDisposable
{
    private const int AcknowledgeEvery = 128 * 1024;

    private readonly ClientWebSocket _socket;
    private long _offset;
    private long _acknowledged;

    private TerminalClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>Opens a new terminal and joins it.</summary>
    public static async Task<TerminalClient> OpenAsync(BenchContext context, string sandboxId, CancellationToken ct)
    {
        var id = await context.OpenTerminalAsync(sandboxId, ct);
        return new TerminalClient(await context.ConnectTerminalAsync(sandboxId, id, ct));
    }

    /// <summary>Types.</summary>
    public Task TypeAsync(string text, CancellationToken ct) => TypeAsync(Encoding.UTF8.GetBytes(text), ct);

    /// <summary>Types.</summary>
    public async Task TypeAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, ct);

    /// <summary>Reads the next output and acknowledges what was read.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, ct);
            switch (received.MessageType)
            {
                case WebSocketMessageType.Binary:
                    _offset += received.Count;
                    await AcknowledgeAsync(ct);
                    return received.Count;
                case WebSocketMessageType.Text:
                    Hear(buffer.Span[..received.Count]);
                    break;
                default:
                    return 0;
            }
        }
    }

    /// <summary>Reads until <paramref name="mark"/> was printed.</summary>
    /// <returns>What came behind it in the same piece.</returns>
    public async Task<byte[]> ReadUntilAsync(byte[] mark, CancellationToken ct)
    {
        var buffer = new byte[256 * 1024];
        var kept = Array.Empty<byte>();
        while (true)
        {
            var count = await ReadAsync(buffer, ct);
            if (count == 0)
            {
                throw new InvalidOperationException("The terminal ended before it printed the mark.");
            }

            kept = [.. kept, .. buffer.AsSpan(0, count)];
            var at = kept.AsSpan().IndexOf(mark);
            if (at >= 0)
            {
                return kept[(at + mark.Length)..];
            }

            // The mark may be cut between two pieces.
            kept = kept[Math.Max(0, kept.Length - mark.Length)..];
        }
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }

    private void Hear(ReadOnlySpan<byte> text)
    {
        using var message = JsonDocument.Parse(text.ToArray());
        if (message.RootElement.GetProperty("type").GetString() == "ready")
        {
            _offset = _acknowledged = message.RootElement.GetProperty("offset").GetInt64();
        }
    }

    private async Task AcknowledgeAsync(CancellationToken ct)
    {
        if (_offset - _acknowledged >= AcknowledgeEvery)
        {
            _acknowledged = _offset;
            var ack = JsonSerializer.SerializeToUtf8Bytes(new { type = "ack", offset = _offset });
            await _socket.SendAsync(ack, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
    }
}
