using System.Buffers;
using System.Net.WebSockets;
using AuraWeb.Access;

namespace AuraWeb.Events;

/// <summary>One open workspace: tells it everything at first and what changed from then on, until either side has enough.</summary>
internal sealed class EventsSocket(WebSocket socket, Actor actor, OpenPage page, IWorkspaceFragments fragments, SandboxFeed feed) : IDisposable
{
    // How long a page that does not answer keeps a socket that ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A send or receive that is cancelled breaks the connection, and no reason reaches the page any more.
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Runs until the page leaves, may not stay, or <paramref name="stop"/> fires.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var patience = ends.Token.Register(() => _abort.CancelAfter(Patience));
        page.StateChanged();
        var receiving = Guard(_ => ReceiveAsync());
        var feeding = Guard(feed.RunAsync);
        var isRemoved = await Guard(SendAsync);
        await feeding;
        await CloseAsync(stop.IsCancellationRequested ? EventsMessages.ComeBack : isRemoved ? EventsMessages.Removed : (int)WebSocketCloseStatus.NormalClosure);
        await receiving;

        // When one of the loops ends, all do. True when it ended by itself.
        async Task<bool> Guard(Func<CancellationToken, Task> loop)
        {
            try
            {
                await loop(ends.Token);
                return true;
            }
            catch (Exception e) when (e is OperationCanceledException or WebSocketException)
            {
                return false;
            }
            finally
            {
                await ends.CancelAsync();
            }
        }
    }

    public void Dispose() => _abort.Dispose();

    private async Task SendAsync(CancellationToken ct)
    {
        while (true)
        {
            var news = await page.TakeAsync(ct);
            if (news.StateChanged)
            {
                if (await fragments.RenderAsync(actor, page.ProjectId, ct) is not { } snapshot)
                {
                    return;
                }

                feed.Use(snapshot.IsRunning ? snapshot.SandboxId : null);
                await SendAsync(EventsMessages.Write(snapshot));
            }

            if (news.Paths.Count > 0)
            {
                await SendAsync(EventsMessages.WriteFiles(news.Paths));
            }

            if (news.Ports is { } ports)
            {
                await SendAsync(EventsMessages.WritePorts(ports));
            }
        }
    }

    private Task SendAsync(byte[] message) => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _abort.Token);

    private async Task ReceiveAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(EventsMessages.LargestMessage);
        try
        {
            for (var kept = 0; kept < EventsMessages.LargestMessage;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(kept), _abort.Token);
                if (received.MessageType != WebSocketMessageType.Text)
                {
                    return;
                }

                kept += received.Count;
                if (received.EndOfMessage)
                {
                    if (EventsMessages.ReadFolders(buffer.AsSpan(0, kept)) is { } folders)
                    {
                        feed.Follow(folders);
                    }

                    kept = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task CloseAsync(int code)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, _abort.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
