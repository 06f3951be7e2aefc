using System.Buffers;
using System.Net.WebSockets;
using AuraWeb.Access;

namespace AuraWeb.Events;

/// <summary>One open workspace: tells it everything at first and what changed from then on, until either side has enough.</summary>
internal sealed class EventsSocket(WebSocket socket, Actor actor, OpenPage page, IWorkspaceFragments fragments, SandboxFeed feed)
{
    /// <summary>Runs until the page leaves, may not stay, or <paramref name="stop"/> fires.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        page.StateChanged();
        Task<bool>[] loops = [Guard(SendAsync), Guard(ReceiveAsync), Guard(feed.RunAsync)];
        await Task.WhenAll(loops);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            var code = stop.IsCancellationRequested ? EventsMessages.ComeBack : await loops[0] ? EventsMessages.Removed : (int)WebSocketCloseStatus.NormalClosure;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await CloseAsync(code, patience.Token);
        }

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
                await SendAsync(EventsMessages.Write(snapshot), ct);
            }

            if (news.Paths.Count > 0)
            {
                await SendAsync(EventsMessages.WriteFiles(news.Paths), ct);
            }

            if (news.Ports is { } ports)
            {
                await SendAsync(EventsMessages.WritePorts(ports), ct);
            }
        }
    }

    private Task SendAsync(byte[] message, CancellationToken ct) => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct);

    private async Task ReceiveAsync(CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(EventsMessages.LargestMessage);
        try
        {
            for (var kept = 0; kept < EventsMessages.LargestMessage;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(kept), ct);
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

    private async Task CloseAsync(int code, CancellationToken ct)
    {
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, ct);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
