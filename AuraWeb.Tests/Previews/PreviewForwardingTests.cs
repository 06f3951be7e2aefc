using System.Net;
using System.Net.WebSockets;
using System.Text;
using AuraWeb.Previews;
using AuraWeb.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

public sealed class PreviewForwardingTests(PreviewFixture fixture) : IClassFixture<PreviewFixture>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly HttpClient _client = fixture.NewClient();
    private EchoApp? _app;
    private string _sandbox = "";
    private string _project = "";
    private Uri? _address;
    private string _cookie = "";

    private string Origin => _address!.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        _app = await EchoApp.StartAsync();
        (_project, _sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(_sandbox, 5173, _app.EndPoint);
        (_address, _cookie) = await fixture.OpenAsync(_client, _project);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "P5")]
    public async Task Request_WithForgedAndOwnHeaders_OnlyTheAppsArrive()
    {
        using var request = Request("/x", "a=1; b=\"x y\";c=%C3");
        foreach (var forged in new[] { "X-Forwarded-User", "X-Forwarded-For", "X_Forwarded_User", "Forwarded", "X-Aura-Actor", "Remote-User", "X-Real-IP" })
        {
            request.Headers.TryAddWithoutValidation(forged, "admin");
        }

        request.Headers.TryAddWithoutValidation("Authorization", "Bearer of-the-app");
        var seen = await TextAsync(request);
        Assert.DoesNotContain("admin", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("aura-preview", seen, StringComparison.Ordinal);
        Assert.Contains("Cookie: a=1; b=\"x y\";c=%C3\n", seen, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer of-the-app\n", seen, StringComparison.Ordinal);
        Assert.Contains("Host: localhost:5173\n", seen, StringComparison.Ordinal);
        Assert.Contains($"X-Forwarded-Host: {_address!.Authority}\n", seen, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: http\n", seen, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", seen, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/@fs/a%2Fb/c%20d?x=%2f&y=[1]|2")]
    [InlineData("/a//b/./c/../d;e=f")]
    [InlineData("/%F0%9F%8E%89?")]
    public async Task Request_AnyTarget_ArrivesAsItWas(string target)
    {
        using var request = Request("/");
        request.RequestUri = new Uri(Origin + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        Assert.StartsWith($"GET {target}\n", await TextAsync(request), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Case", "P3")]
    [InlineData("http://localhost:5173/hello?a=b#c", "{own}/hello?a=b#c")]
    [InlineData("http://127.0.0.1:5173/items/", "{own}/items/")]
    [InlineData("https://localhost:5173/", "{own}/")]
    [InlineData("http://localhost:8000/x", "{8000}/x")]
    [InlineData("/relative", "/relative")]
    [InlineData("https://example.org/", "https://example.org/")]
    public async Task Redirect_ToLoopback_StaysOnThePreview(string location, string expected)
    {
        using var request = Request($"/redirect?header={Uri.EscapeDataString("Location:" + location)}");
        using var response = await _client.SendAsync(request, Ct);
        Assert.Equal(
            expected.Replace("{own}", Origin, StringComparison.Ordinal).Replace("{8000}", Origin.Replace(_sandbox, $"{_sandbox}-8000", StringComparison.Ordinal), StringComparison.Ordinal),
            response.Headers.GetValues("Location").Single());
    }

    [Theory]
    [Trait("Case", "X4")]
    [InlineData("iframe", "sid=1; HttpOnly; SameSite=Lax; Domain=localhost", "sid=1; HttpOnly; SameSite=None; Secure; Partitioned")]
    [InlineData("iframe", "sid=1", "sid=1; SameSite=None; Secure; Partitioned")]
    [InlineData("document", "sid=1; HttpOnly; SameSite=Lax; Domain=preview.localhost", "sid=1; HttpOnly; SameSite=Lax")]
    public async Task SetCookie_OfTheApp_WorksWhereThePageIs(string destination, string cookie, string expected)
    {
        var (_, own) = await fixture.OpenAsync(_client, _project, destination: destination);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Origin}/?header={Uri.EscapeDataString("Set-Cookie:" + cookie)}&header=Set-Cookie:__Host-aura-preview%3Dx");
        request.Headers.TryAddWithoutValidation("Cookie", own);
        using var response = await _client.SendAsync(request, Ct);
        Assert.Equal(expected, response.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task Answer_ForbidsFramesOrReachesOtherHosts_IsOpened()
    {
        using var request = Request("/?header=X-Frame-Options:DENY&header=Strict-Transport-Security:max-age%3D1&header=Clear-Site-Data:*"
            + "&header=" + Uri.EscapeDataString("Content-Security-Policy:img-src 'self'; frame-ancestors 'none'"));
        using var response = await _client.SendAsync(request, Ct);
        Assert.False(response.Headers.Contains("X-Frame-Options"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Clear-Site-Data"));
        Assert.Equal("img-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Cookies_OfOneSandbox_NeverReachAnother()
    {
        await using var other = await EchoApp.StartAsync();
        var (project, sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(sandbox, 5173, other.EndPoint);
        using var set = Request("/?header=Set-Cookie:secret%3D1");
        using var answered = await _client.SendAsync(set, Ct);
        var (address, cookie) = await fixture.OpenAsync(_client, project);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        Assert.DoesNotContain("secret", await TextAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_Of50MB_PassBothWays()
    {
        using var upload = Request("/count");
        upload.Method = HttpMethod.Post;
        upload.Content = new ByteArrayContent(new byte[50_000_000]);
        Assert.Equal("50000000", await TextAsync(upload));
        using var download = Request("/bytes?size=50000000");
        using var response = await _client.SendAsync(download, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(50_000_000, (await response.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    [Trait("Case", "P4")]
    public async Task EventStream_Open_DeliversEachEventAndEndsWithTheClient()
    {
        using var request = Request("/events");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using (var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));
            for (var n = 0; n < 3; n++)
            {
                Assert.Equal($"data: {n}", await reader.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct));
                Assert.Equal("", await reader.ReadLineAsync(Ct));
            }
        }

        await _app!.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
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
        fixture.Services.GetRequiredService<SandboxRevocations>().RevokeActor(_sandbox, "owner");
        await Assert.ThrowsAsync<WebSocketException>(() => ReceiveAsync(socket).WaitAsync(TimeSpan.FromSeconds(20), Ct));
        await _app!.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    [Trait("Case", "X12")]
    public async Task Origin_OfAnotherProject_CannotSendOrOpenASocket()
    {
        var (_, attacker) = await fixture.AddProjectAsync("other");
        var before = _app!.Requests;
        foreach (var origin in new[] { Origin.Replace(_sandbox, attacker, StringComparison.Ordinal), "http://localhost:1", "null", "https://example.org", Origin + ".example.org" })
        {
            await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(origin));
            using var request = Request("/");
            request.Method = HttpMethod.Post;
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using var response = await _client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var image = Request("/");
        image.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-site");
        image.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "no-cors");
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(image, Ct)).StatusCode);
        Assert.Equal(before, _app.Requests);
        using var own = await ConnectAsync(Origin);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task Origin_OfAnotherPortOfTheSandbox_IsMappedBothWays()
    {
        var sibling = Origin.Replace(_sandbox, $"{_sandbox}-3000", StringComparison.Ordinal);
        using var request = Request("/?header=Access-Control-Allow-Origin:http%3A%2F%2Flocalhost%3A3000");
        request.Headers.TryAddWithoutValidation("Origin", sibling);
        request.Headers.TryAddWithoutValidation("Referer", sibling + "/page?x");
        using var response = await _client.SendAsync(request, Ct);
        var seen = await response.Content.ReadAsStringAsync(Ct);
        Assert.Contains("Origin: http://localhost:3000\n", seen, StringComparison.Ordinal);
        Assert.Contains("Referer: http://localhost:3000/page?x\n", seen, StringComparison.Ordinal);
        Assert.Equal(sibling, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Port_Silent_ExplainsAndSaysWhenItAnswers()
    {
        var (address, cookie) = await fixture.OpenAsync(_client, _project, port: 4000);
        using var page = new HttpRequestMessage(HttpMethod.Get, address);
        page.Headers.TryAddWithoutValidation("Cookie", cookie);
        page.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await _client.SendAsync(page, Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("Nothing is listening on 4000", html, StringComparison.Ordinal);
        Assert.Contains("Show port 5173", html, StringComparison.Ordinal);
        Assert.Contains("\"ready\":false", await StatusAsync(address, cookie), StringComparison.Ordinal);
        fixture.Provider.Listen(_sandbox, 4000, _app!.EndPoint);
        Assert.Contains("\"ready\":true", await StatusAsync(address, cookie), StringComparison.Ordinal);
    }

    private async Task<string> StatusAsync(Uri address, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, PreviewPath.Own + "/status"));
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await TextAsync(request);
    }

    private HttpRequestMessage Request(string target, string? cookies = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Origin + target);
        request.Headers.TryAddWithoutValidation("Cookie", cookies is null ? _cookie : $"{_cookie}; {cookies}");
        return request;
    }

    private async Task<string> TextAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    private async Task<ClientWebSocket> ConnectAsync(string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("vite-hmr");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", _cookie);
        await socket.ConnectAsync(new Uri(Origin.Replace("http", "ws", StringComparison.Ordinal) + "/hmr"), _client, Ct);
        return socket;
    }

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[8192];
        var received = await socket.ReceiveAsync(buffer, Ct);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
