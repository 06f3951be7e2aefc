using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Apps behind a preview that broke for others, in a real browser.</summary>
public sealed class PreviewCases(SharedAura shared) : PreviewJourney(shared)
{
    [Theory]
    [InlineData("::1")]
    [InlineData("127.0.0.1")]
    [Trait("Case", "P2")]
    public async Task Server_OnEitherLoopback_Shows(string address)
    {
        await ServeAsync(7001, $"r.end('answer from {address}')", address);

        await using var app = await OpenAppAsync(7001);
        await Assertions.Expect(app.Page.Locator("body")).ToContainTextAsync($"answer from {address}");
    }

    [Fact]
    [Trait("Case", "P3")]
    public async Task Redirect_ToLocalhost_StaysOnThePreview()
    {
        await ServeAsync(7002, "q.url === '/' ? r.writeHead(302, { Location: 'http://localhost:7002/hello' }).end() : r.end('at ' + q.url)");

        await using var app = await OpenAppAsync(7002);
        await Assertions.Expect(app.Page.Locator("body")).ToContainTextAsync("at /hello");
        Assert.Equal(app.Host, new Uri(app.Page.Url).Host);
    }

    [Fact]
    [Trait("Case", "P4")]
    public async Task Events_ArriveOneByOne()
    {
        await ServeAsync(
            7003,
            "q.url === '/' ? r.end('<script>const got=[];new EventSource(\"/events\").onmessage=e=>got.push([e.data, Date.now()])</script>')"
            + " : (r.writeHead(200, { 'Content-Type': 'text/event-stream' }), setInterval(() => r.write('data: ' + Date.now() + '\\n\\n'), 1000))");

        await using var app = await OpenAppAsync(7003);
        var lags = await Eventually.GetAsync(
            "five events",
            () => app.Page.EvaluateAsync<double[]>("got.map(([sent, at]) => at - sent)"),
            found => found.Length >= 5);
        Assert.All(lags, lag => Assert.InRange(lag, -1500, 1500));
    }

    [Fact]
    [Trait("Case", "P5")]
    public async Task Headers_ThatReachTheApp_HoldNothingOfAuraWeb()
    {
        await ServeAsync(7004, "r.setHeader('Set-Cookie', 'own=1'), r.end('<pre>' + JSON.stringify(q.headers) + '</pre>')");

        await using var app = await OpenAppAsync(7004);
        await app.Page.ReloadAsync();
        var headers = await app.Page.Locator("pre").TextContentAsync() ?? "";
        var aura = await app.Page.Context.CookiesAsync();

        Assert.Contains("own=1", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("x-forwarded-user", headers, StringComparison.OrdinalIgnoreCase);
        Assert.All(aura.Where(cookie => cookie.Name != "own"), cookie => Assert.DoesNotContain(cookie.Value, headers, StringComparison.Ordinal));
        Assert.Equal("own=1", await app.Page.EvaluateAsync<string>("document.cookie"));
    }

    [Fact]
    [Trait("Case", "X12")]
    public async Task Script_InAPreview_CannotOpenATerminalsSocketNorAskAuraWeb()
    {
        await ServeAsync(7005, "r.end('<h1>hostile</h1>')");
        var terminal = await Workspace.ShownTerminalAsync();

        await using var app = await OpenAppAsync(7005);
        var socket = await app.Page.EvaluateAsync<string>(
            """
            address => new Promise(done => {
              const socket = new WebSocket(address);
              socket.onopen = () => done('open');
              socket.onmessage = () => done('message');
              socket.onerror = () => done('refused');
            })
            """,
            $"ws://{Shared.Aura.Address.Authority}/ws/sandboxes/{app.Sandbox}/terminals/{terminal}?since=0");
        var request = await app.Page.EvaluateAsync<string>(
            "address => fetch(address, { credentials: 'include' }).then(() => 'answered', () => 'refused')",
            $"{Shared.Aura.Address}projects");

        Assert.Equal("refused", socket);
        Assert.Equal("refused", request);
    }

    [Fact]
    [Trait("Case", "X4")]
    public async Task LaxCookie_OfAnAppInThePane_ComesBack()
    {
        await ServeAsync(
            3000,
            "q.url === '/login' ? r.writeHead(302, { Location: '/', 'Set-Cookie': 'sid=1; HttpOnly; SameSite=Lax' }).end() : r.end('cookie: ' + q.headers.cookie)");

        await Workspace.Preview.GoToAsync("/login");

        await Workspace.Preview.WaitForTextAsync("cookie: sid=1");
        await Terminal.DoAsync("kill $(cat pid); clear");
    }

    [Fact]
    public async Task OpenInATab_FromThePane_NeedsNoMoreClicks()
    {
        await ServeAsync(3000, "r.end('in a tab of its own at ' + q.url)");
        await Workspace.Preview.GoToAsync("/here?a=b");
        await Workspace.Preview.WaitForTextAsync("at /here?a=b");

        var tab = await Workspace.Page.Context.RunAndWaitForPageAsync(() => Workspace.Preview.OpenTabAsync());

        await Assertions.Expect(tab.Locator("body")).ToContainTextAsync("in a tab of its own at /here?a=b");
        await tab.CloseAsync();
        await Terminal.DoAsync("kill $(cat pid); clear");
    }

    [Fact]
    public async Task Silent_FollowsTheTerminalAndIsReplacedByTheApp()
    {
        var host = $"{await Workspace.SandboxAsync()}-7008.preview.localhost";
        var page = await Workspace.Page.Context.NewPageAsync();
        await page.GotoAsync($"http://{host}:{Shared.Aura.Address.Port}/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is listening on 7008" })).ToBeVisibleAsync();

        await Terminal.DoAsync(@"printf '\e[31m<b>%s</b>\e[0m\n' error");
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync("\n<b>error</b>\n");
        await ServeAsync(7008, "r.end('the app')");

        await Assertions.Expect(page.Locator("body")).ToHaveTextAsync("the app");
        await page.CloseAsync();
        await Terminal.DoAsync("kill $(cat pid); clear");
    }
}
