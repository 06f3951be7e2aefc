using System.Net;
using System.Net.WebSockets;
using System.Text;
using AuraWeb.Previews;

namespace AuraWeb.Tests.Previews;

/// <summary>Previews of servers that run in real sandboxes.</summary>
public sealed class RealPreviewTests(RealPreviewFixture fixture) : IClassFixture<RealPreviewFixture>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly HttpClient _client = fixture.NewClient();
    private string _project = "";
    private string _sandbox = "";

    public async ValueTask InitializeAsync() => (_project, _sandbox) = await fixture.AddProjectAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [Trait("Case", "P2")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    public async Task Server_OnAnyAddress_IsListedAndShown(string address)
    {
        await fixture.ServeAsync(_sandbox, 5173, address);
        var (url, cookie) = await fixture.OpenAsync(_client, _project);
        Assert.Equal((HttpStatusCode.OK, $"{address} GET /x?y=1 localhost:5173"), await GetAsync(new Uri(url, "/x?y=1"), cookie));
        Assert.Contains("\"ready\":true", (await GetAsync(new Uri(url, PreviewPath.Own + "/status"), cookie)).Text, StringComparison.Ordinal);
        using var socket = await ConnectAsync(url, cookie, url.GetLeftPart(UriPartial.Authority));
        Assert.Equal("vite-hmr", socket.SubProtocol);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, Ct);
        Assert.Equal($"{address} http://localhost:5173", Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    [Fact]
    public async Task Port_Another_IsShownBesideAndNamedByTheSilentOne()
    {
        await fixture.ServeAsync(_sandbox, 8000, "127.0.0.1");
        var (other, cookie) = await fixture.OpenAsync(_client, _project, port: 8000);
        Assert.StartsWith($"{_sandbox}-8000.", other.Host, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "127.0.0.1 GET / localhost:8000"), await GetAsync(other, cookie));
        var (silent, own) = await fixture.OpenAsync(_client, _project);
        var (status, html) = await GetAsync(silent, own, "text/html");
        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains($"href=\"{other}\" target=\"_blank\" rel=\"noopener\">Show port 8000", html, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "X12")]
    public async Task Sandbox_Another_IsNotReachedWithThisOnesCookieOrOrigin()
    {
        var (project, sandbox) = await fixture.AddProjectAsync("other");
        await fixture.ServeAsync(_sandbox, 5173, "127.0.0.1");
        await fixture.ServeAsync(sandbox, 5173, "127.0.0.1");
        var (mine, cookie) = await fixture.OpenAsync(_client, _project);
        var (theirs, theirCookie) = await fixture.OpenAsync(_client, project, "other");

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(theirs, cookie)).Status);
        using var ticket = await fixture.AskForTicketAsync(_client, project, "owner", null);
        Assert.Equal(HttpStatusCode.NotFound, ticket.StatusCode);
        var origin = mine.GetLeftPart(UriPartial.Authority);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(theirs, theirCookie, origin));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(mine, cookie)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(theirs, theirCookie)).Status);
        using var own = await ConnectAsync(theirs, theirCookie, theirs.GetLeftPart(UriPartial.Authority));
        Assert.Equal(WebSocketState.Open, own.State);
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(Uri address, string cookie, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _client.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private async Task<ClientWebSocket> ConnectAsync(Uri address, string cookie, string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("vite-hmr");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, _client, Ct);
        return socket;
    }
}
