using System.Net.WebSockets;
using AuraWeb.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

/// <summary>What flows: large bodies, event streams, sockets.</summary>
public sealed class PreviewStreamTests(PreviewFixture fixture) : PreviewTests(fixture)
{
    [Fact]
    public async Task Bodies_Of50MB_PassBothWays()
    {
        using var upload = Request("/count");
        upload.Method = HttpMethod.Post;
        upload.Content = new ByteArrayContent(new byte[50_000_000]);
        Assert.Equal("50000000", await TextAsync(upload));
        using var download = Request("/bytes?size=50000000");
        using var response = await Client.SendAsync(download, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(50_000_000, (await response.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    [Trait("Case", "P4")]
    public async Task EventStream_Open_DeliversEachEventAndEndsWithTheClient()
    {
        using var request = Request("/events");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using (var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));
            for (var n = 0; n < 3; n++)
            {
                Assert.Equal($"data: {n}", await reader.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct));
                Assert.Equal("", await reader.ReadLineAsync(Ct));
            }
        }

        await App.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    public async Task Socket_Open_KeepsProtocolMessagesAndCloseCode()
    {
        using var socket = await ConnectAsync(Origin);
        Assert.Equal("vite-hmr", socket.SubProtocol);
        var seen = await ReceiveAsync(socket);
        Assert.Contains("Origin: http://localhost:5173\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("aura-preview", seen, StringComparison.Ordinal);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Ct);
        Assert.Equal("hello", await ReceiveAsync(socket));
        await socket.CloseAsync((WebSocketCloseStatus)4321, "now", Ct);
        Assert.Equal((4321, "bye now"), ((int)socket.CloseStatus!, socket.CloseStatusDescription));
    }

    [Fact]
    public async Task Socket_MemberRevoked_Ends()
    {
        using var socket = await ConnectAsync(Origin);
        await ReceiveAsync(socket);
        Fixture.Services.GetRequiredService<SandboxRevocations>().RevokeActor(Sandbox, "owner");
        await Assert.ThrowsAsync<WebSocketException>(() => ReceiveAsync(socket).WaitAsync(TimeSpan.FromSeconds(20), Ct));
        await App.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }
}
