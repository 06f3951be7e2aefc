namespace AuraWeb.Tests.Previews;

/// <summary>What of the app's answer reaches the browser.</summary>
public sealed class PreviewAnswerTests(PreviewFixture fixture) : PreviewTests(fixture)
{
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
        using var response = await Client.SendAsync(request, Ct);
        Assert.Equal(
            expected.Replace("{own}", Origin, StringComparison.Ordinal).Replace("{8000}", Origin.Replace(Sandbox, $"{Sandbox}-8000", StringComparison.Ordinal), StringComparison.Ordinal),
            response.Headers.GetValues("Location").Single());
    }

    [Theory]
    [Trait("Case", "X4")]
    [InlineData("iframe", "sid=1; HttpOnly; SameSite=Lax; Domain=localhost", "sid=1; HttpOnly; SameSite=None; Secure; Partitioned")]
    [InlineData("iframe", "sid=1", "sid=1; SameSite=None; Secure; Partitioned")]
    [InlineData("document", "sid=1; HttpOnly; SameSite=Lax; Domain=preview.localhost", "sid=1; HttpOnly; SameSite=Lax")]
    public async Task SetCookie_OfTheApp_WorksWhereThePageIs(string destination, string cookie, string expected)
    {
        var (_, own) = await Fixture.OpenAsync(Client, Project, destination: destination);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Origin}/?header={Uri.EscapeDataString("Set-Cookie:" + cookie)}&header=Set-Cookie:__Host-aura-preview%3Dx");
        request.Headers.TryAddWithoutValidation("Cookie", own);
        using var response = await Client.SendAsync(request, Ct);
        Assert.Equal(expected, response.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task Answer_ForbidsFramesOrReachesOtherHosts_IsOpened()
    {
        using var request = Request("/?header=X-Frame-Options:DENY&header=Strict-Transport-Security:max-age%3D1&header=Clear-Site-Data:*"
            + "&header=" + Uri.EscapeDataString("Content-Security-Policy:img-src 'self'; frame-ancestors 'none'"));
        using var response = await Client.SendAsync(request, Ct);
        Assert.False(response.Headers.Contains("X-Frame-Options"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Clear-Site-Data"));
        Assert.Equal("img-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Cookies_OfOneSandbox_NeverReachAnother()
    {
        await using var other = await EchoApp.StartAsync();
        var (project, sandbox) = await Fixture.AddProjectAsync();
        Fixture.Provider.Listen(sandbox, 5173, other.EndPoint);
        using var set = Request("/?header=Set-Cookie:secret%3D1");
        using var answered = await Client.SendAsync(set, Ct);
        var (address, cookie) = await Fixture.OpenAsync(Client, project);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        Assert.DoesNotContain("secret", await TextAsync(request), StringComparison.Ordinal);
    }
}
