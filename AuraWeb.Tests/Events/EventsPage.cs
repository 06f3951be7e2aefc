using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AuraWeb.Tests.Events;

/// <summary>An open workspace: its socket, and what it was told.</summary>
internal sealed class EventsPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    /// <summary>How the server answered the request for the socket.</summary>
    public HttpStatusCode Status => _socket.HttpStatusCode;

    /// <summary>Why the server closed it.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>Asks for the socket; whether it stands is said by <see cref="Status"/>.</summary>
    public static async Task<EventsPage> OpenAsync(AuraClient client, Uri address, string? origin)
    {
        var page = new EventsPage();
        page._socket.Options.CollectHttpResponseDetails = true;
        page._socket.Options.Cookies = client.Cookies;
        if (origin is not null)
        {
            page._socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            var target = new UriBuilder(address) { Scheme = "ws", Path = "/ws/projects/project/events" };
            await page._socket.ConnectAsync(target.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (page.Status != HttpStatusCode.SwitchingProtocols)
        {
            // Refused: the status says why.
        }

        return page;
    }

    /// <summary>Says which folders it shows.</summary>
    public Task WatchAsync(params string[] paths) => SendAsync(JsonSerializer.Serialize(new { type = "folders", paths }));

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Reads until something of that type comes which is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string type, Func<JsonElement, bool>? wanted = null)
    {
        while (await ReadAsync() is { } message)
        {
            if (message.GetProperty("type").GetString() == type && wanted?.Invoke(message) != false)
            {
                return message;
            }
        }

        throw new InvalidOperationException($"The socket was closed by {CloseCode} before “{type}” came.");
    }

    /// <summary>Reads until the server closes the socket.</summary>
    public async Task<int?> UntilClosedAsync()
    {
        while (await ReadAsync() is not null)
        {
            // What was still to be told.
        }

        return CloseCode;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var message = new ArrayBufferWriter<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage)
            {
                return JsonSerializer.Deserialize<JsonElement>(message.WrittenSpan);
            }
        }
    }
}
