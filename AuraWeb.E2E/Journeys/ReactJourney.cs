using System.Globalization;
using System.Text.RegularExpressions;
using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Journeys;

/// <summary>From the printed link to a live app, with an AuraWeb of its own that is killed again and again on the way.</summary>
public sealed partial class ReactJourney(SharedAura shared) : Journey(shared)
{
    private const int Kills = 5;

    private AuraProcess _aura = null!;
    private string _word = "";
    private WorkspacePage _workspace = null!;

    public override async ValueTask InitializeAsync() => _aura = await AuraProcess.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _aura.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "P1")]
    public async Task React_FromFirstLinkToLiveApp_LosesNothing()
    {
        var page = await OpenBrowserAsync(aura: _aura);
        _workspace = new WorkspacePage(page);
        await new FirstRunPage(page).CreateAdministratorAsync(_aura, Credentials.Administrator);
        await SetUpThroughReloadAndKillAsync();
        await RunAndEditAsync();
        await UseGitAsync();
        await KillAgainAndAgainAsync();
        await StopAndStartAsync();
    }

    private async Task SetUpThroughReloadAndKillAsync()
    {
        await new NewProjectPage(_workspace.Page).CreateAsync("react-ts", "Harbour");
        var installing = _workspace.Page.Locator("[data-testid=setup-log] [data-terminal-id]");
        await Assertions.Expect(installing).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await _workspace.Page.ReloadAsync();
        await _aura.KillAndStartAsync();
        await _workspace.Page.ReloadAsync();
        await _workspace.WaitUntilReadyAsync();
        await _workspace.Terminal.WaitForPromptAsync();
        Assert.Equal("1", await _workspace.Terminal.AskAsync("grep -l '\"install\"' ~/.npm/_logs/* | wc -l"));
    }

    private async Task RunAndEditAsync()
    {
        await _workspace.RunAsync();
        await Assertions.Expect(_workspace.Preview.App.GetByRole(AriaRole.Heading, new() { Name = "Harbour" })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        var app = await _workspace.Preview.FrameAsync();
        await app.EvaluateAsync("window.__mark = 'still here'");
        _word = $"word{Guid.NewGuid():n}"[..12];

        await _workspace.Tree.OpenFileAsync("src/App.tsx");
        await _workspace.Editor.ReplaceLineAsync("<h1>", $"<h1>{{name}} {_word}</h1>");
        await _workspace.Editor.SaveAsync("src/App.tsx");

        await _workspace.Preview.WaitForTextAsync(_word);
        Assert.Equal("still here", await (await _workspace.Preview.FrameAsync()).EvaluateAsync<string>("window.__mark"));
    }

    private async Task UseGitAsync()
    {
        await _workspace.Terminal.OpenAnotherAsync();
        await _workspace.Terminal.DoAsync("git init -q && git add -A && git commit -qm Begin");
        await _workspace.Terminal.DoAsync("touch made-here.txt");
        await Assertions.Expect(_workspace.Tree.Entry("made-here.txt")).ToBeVisibleAsync(new() { Timeout = 5_000 });
    }

    private async Task KillAgainAndAgainAsync()
    {
        var shell = await _workspace.Terminal.AskAsync("echo $$");
        var server = await ServerAsync();
        await _workspace.Terminal.TypeAsync("clear; for i in $(seq 5000); do printf '%s, ' $i; sleep 0.5; done\n");
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(500, Ct);
            await _aura.KillAndStartAsync();
        }

        await Task.Delay(2000, Ct);
        await _workspace.Terminal.PressAsync("Control+c");
        await _workspace.Terminal.WaitForAsync(EndOfCounting());
        AssertCountedOnce(await _workspace.Terminal.TextAsync());
        Assert.Equal(shell, await _workspace.Terminal.AskAsync("echo $$"));
        Assert.Equal(server, await ServerAsync());
        await _workspace.Preview.WaitForTextAsync("Harbour");
    }

    private async Task StopAndStartAsync()
    {
        await _workspace.StopAsync();
        await _workspace.StartAsync();
        await _workspace.Page.ReloadAsync();
        await _workspace.Tree.OpenFileAsync("src/App.tsx");
        await _workspace.Editor.WaitForAsync(_word);
        await Assertions.Expect(_workspace.Tree.Entry("made-here.txt")).ToBeVisibleAsync();
    }

    private Task<string> ServerAsync() => _workspace.Terminal.AskAsync("pgrep -of 'node.*vite'");

    private static void AssertCountedOnce(string text)
    {
        var numbers = Number().Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(numbers.Count > 10, text);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [GeneratedRegex(@"(?<![\d;])(\d+),")]
    private static partial Regex Number();

    [GeneratedRegex(@"\^C")]
    private static partial Regex EndOfCounting();
}
