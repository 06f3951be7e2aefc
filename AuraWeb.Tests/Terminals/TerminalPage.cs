using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AuraWeb.Tests.Terminals;

/// <summary>A page's side of a terminal's socket.</summary>
internal sealed class TerminalPage : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[128 * 1024];

    private TerminalPage()
    {
    }

    /// <summary>Everything that came since the last <c>ready</c>, or since it was cleared.</summary>
    public MemoryStream Output { get; } = new();

    public string Epoch { get; private set; } = string.Empty;

    /// <summary>Offset of the next byte.</summary>
    public long Offset { get; private set; }

    public long Live { get; private set; }

    public bool ReadOnly { get; private set; }

    public bool Dropped { get; private set; }

    /// <summary>How often the server said where it begins.</summary>
    public int Readies { get; private set; }

    public bool HasExited { get; private set; }

    public int? ExitCode { get; private set; }

    /// <summary>Whether it says what it has shown.</summary>
    public bool Acknowledges { get; set; } = true;

    public int? CloseCode => (int?)_socket.CloseStatus;

    public string Text => Encoding.UTF8.GetString(Output.ToArray());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Connects and waits until the server said where it begins.</summary>
    public static async Task<TerminalPage> OpenAsync(TerminalHost host, string person, string terminal, string? sandbox = null, TerminalPage? before = null)
    {
        var page = new TerminalPage();
        var since = before is null ? string.Empty : $"?since={before.Offset}&epoch={before.Epoch}";
        var address = new Uri(host.Address, $"/ws/sandboxes/{sandbox ?? host.Sandbox}/terminals/{terminal}{since}");
        page._socket.Options.SetRequestHeader("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        page._socket.Options.SetRequestHeader("Cookie", await host.SignInAsync(person));
        await page._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, Cancel);
        while (page.Readies == 0 && await page.ReceiveAsync())
        {
            // What comes first is the beginning, or a closing.
        }

        return page;
    }

    /// <summary>Takes one message.</summary>
    /// <returns>False when the server closed the socket.</returns>
    public async Task<bool> ReceiveAsync()
    {
        var length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(_buffer.AsMemory(length), Cancel);
            length += received.Count;
        }
        while (!received.EndOfMessage);

        switch (received.MessageType)
        {
            case WebSocketMessageType.Binary:
                await Output.WriteAsync(_buffer.AsMemory(0, length), Cancel);
                Offset += length;
                if (Acknowledges)
                {
                    await SayAsync(new { type = "ack", offset = Offset });
                }

                return true;
            case WebSocketMessageType.Text:
                Hear(JsonDocument.Parse(_buffer.AsMemory(0, length)).RootElement);
                return true;
            default:
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
                return false;
        }
    }

    public async Task UntilAsync(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReceiveAsync(), $"The socket was closed ({CloseCode}) before “{text}” came: {Text}");
        }
    }

    public async Task UntilClosedAsync()
    {
        while (await ReceiveAsync())
        {
            // All that comes.
        }
    }

    public Task TypeAsync(string text) => TypeAsync(Encoding.UTF8.GetBytes(text));

    public Task TypeAsync(ReadOnlyMemory<byte> bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, Cancel).AsTask();

    public Task SayAsync(object message) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    /// <summary>Is gone, as a page whose network is.</summary>
    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        Output.Dispose();
    }

    private void Hear(JsonElement message)
    {
        if (message.GetProperty("type").GetString() == "exit")
        {
            HasExited = true;
            ExitCode = message.GetProperty("code").ValueKind == JsonValueKind.Null ? null : message.GetProperty("code").GetInt32();
            return;
        }

        Readies++;
        Epoch = message.GetProperty("epoch").GetString()!;
        Offset = message.GetProperty("offset").GetInt64();
        Live = message.GetProperty("live").GetInt64();
        ReadOnly = message.GetProperty("readOnly").GetBoolean();
        Dropped = message.GetProperty("dropped").GetBoolean();
        Output.SetLength(0);
    }
}
