using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Journeys;

/// <summary>A page that stays open while its AuraWeb goes and comes back, with an AuraWeb of its own.</summary>
public sealed class RestartJourney(SharedAura shared) : Journey(shared)
{
    private AuraProcess _aura = null!;

    public override async ValueTask InitializeAsync() => _aura = await AuraProcess.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _aura.DisposeAsync();
    }

    [Fact]
    public async Task Page_WhileAuraWebIsAway_KeepsWhatIsTypedAndGoesOn()
    {
        var page = await OpenBrowserAsync(aura: _aura);
        var workspace = new WorkspacePage(page);
        await new FirstRunPage(page).CreateAdministratorAsync(_aura, Credentials.Administrator);
        await new NewProjectPage(page).CreateAsync("node-ts", "Away");
        await workspace.WaitUntilReadyAsync();
        await workspace.Terminal.WaitForPromptAsync();
        await workspace.Terminal.DoAsync("echo start > away.txt");
        await workspace.Tree.OpenFileAsync("away.txt");
        await workspace.Editor.WaitForAsync("start");

        await _aura.KillAsync();
        await workspace.ExpectNewsAsync("Connection lost");
        await workspace.Editor.AppendAsync("mine");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.GetByTestId("not-saved")).ToContainTextAsync("could not be reached");
        await _aura.StartAgainAsync();

        await Eventually.TrueAsync("the text to be saved", async () => !await workspace.Editor.IsDirtyAsync("away.txt"));
        Assert.Equal("mine", await workspace.Terminal.AskAsync("tail -1 away.txt"));
        await BreakAsync(page);
    }

    // A part of the database gone is a fault of ours: the page says so, and says nothing of it.
    private async Task BreakAsync(IPage page)
    {
        await _aura.ChangeDatabaseAsync("DROP TABLE Memberships");
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            var answer = await page.GotoAsync("projects");
            Assert.Equal(500, answer!.Status);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Something broke on our side" })).ToBeVisibleAsync();
            Assert.DoesNotContain("SqliteException", await page.ContentAsync(), StringComparison.Ordinal);
            await Accessibility.CheckAsync(page);
        }
    }
}
