using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Previews;
using AuraWeb.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

/// <summary>What the page in a silent preview's place says of the terminal that was to run the app.</summary>
public sealed class SilentOutputTests(RealPreviewFixture fixture) : IClassFixture<RealPreviewFixture>, IAsyncLifetime
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

    [Fact]
    public async Task Page_DevCommandFailed_SaysHowAndShowsItsLastLinesAsText()
    {
        await fixture.RunAsync(_sandbox, "serve", @"seq 30; printf '\e[31mSyntax error\e[0m in <b>a & b</b>\r\n\e]0;title\a<script>alert(1)</script>\n'; exit 3");
        await fixture.RunAsync(_sandbox, "Terminal 2", "echo of another");
        var page = await PageAsync();

        Assert.Contains("serve stopped with code 3", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Last output of serve", page.QuerySelector("section h2")!.TextContent);
        var lines = page.QuerySelector("pre")!.TextContent.Split('\n');
        Assert.Equal([.. Enumerable.Range(21, 10).Select(n => $"{n}"), "Syntax error in <b>a & b</b>", "<script>alert(1)</script>"], lines);
        Assert.DoesNotContain(page.Scripts, script => script.Source != "/.aura/silent.js");
    }

    [Fact]
    public async Task Page_DevCommandRuns_SaysSoAndTheStatusFollowsIt()
    {
        await fixture.RunAsync(_sandbox, "serve", "echo ready; read");
        var page = await PageAsync();
        Assert.Contains("serve is running, but not on port 5173", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("ready", page.QuerySelector("pre")!.TextContent);

        var (address, cookie) = await fixture.OpenAsync(_client, _project);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, PreviewPath.Own + "/status"));
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await _client.SendAsync(request, Ct);
        var status = await response.Content.ReadAsStringAsync(Ct);
        Assert.Contains("\"output\":\"ready\"", status, StringComparison.Ordinal);
        Assert.Contains($"\"run\":\"{page.Body.GetAttribute("data-run")}\"", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NoDevCommand_ShowsTheNewestTerminal()
    {
        Assert.Null((await PageAsync()).QuerySelector("pre"));
        await fixture.RunAsync(_sandbox, "Terminal 1", "echo first");
        await fixture.RunAsync(_sandbox, "Terminal 2", "echo second");
        var page = await PageAsync();
        Assert.Contains("Press Run in AuraWeb", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("second", page.QuerySelector("pre")!.TextContent);
    }

    [Fact]
    public async Task Tail_ForWhoMayNotWatch_IsNotThere()
    {
        await fixture.RunAsync(_sandbox, "serve", "echo secret");
        var tails = fixture.Services.GetRequiredService<TerminalTails>();
        var owner = await tails.FindAsync(Actor.Person(new CurrentUser("owner", "owner", "", false)), _sandbox, "serve", Ct);
        Assert.Equal(["secret"], owner!.Lines);
        Assert.Null(await tails.FindAsync(Actor.Person(new CurrentUser("other", "other", "", false)), _sandbox, "serve", Ct));
        Assert.Null(await tails.FindAsync(Actor.Person(new CurrentUser("", "", "", false)), _sandbox, "serve", Ct));
    }

    private async Task<IHtmlDocument> PageAsync()
    {
        var (address, cookie) = await fixture.OpenAsync(_client, _project);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await _client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Ct));
    }
}
