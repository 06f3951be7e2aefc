using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Saving where the sandbox itself is in the way; each in a project of its own.</summary>
public sealed class SandboxCases(SharedAura shared) : Journey(shared)
{
    private WorkspacePage _workspace = null!;

    public override async ValueTask InitializeAsync()
    {
        var page = await OpenBrowserAsync();
        _workspace = new WorkspacePage(page);
        await new NewProjectPage(page).CreateAsync("node-ts", $"Sandbox {Guid.NewGuid():n}");
        await _workspace.WaitUntilReadyAsync();
        await _workspace.Terminal.WaitForPromptAsync();
    }

    [Fact]
    public async Task Save_ToAStoppedSandbox_OffersToStartItAndLosesNothing()
    {
        await _workspace.Terminal.DoAsync("echo start > note.txt");
        await _workspace.Tree.OpenFileAsync("note.txt");
        await _workspace.Editor.WaitForAsync("start");
        await _workspace.StopAsync();

        await _workspace.Editor.AppendAsync("mine");
        await _workspace.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(_workspace.Page.GetByTestId("stopped")).ToContainTextAsync("stopped");
        await _workspace.Editor.WaitForTextAsync("start\nmine");
        await _workspace.Editor.ChooseAsync("Start and save");

        await _workspace.WaitForStateAsync("Running");
        await Eventually.TrueAsync("the text to be saved", async () => !await _workspace.Editor.IsDirtyAsync("note.txt"));
        await _workspace.Terminal.WaitForPromptAsync();
        Assert.Equal("mine", await _workspace.Terminal.AskAsync("tail -1 note.txt"));
    }

    [Fact]
    [Trait("Case", "F6")]
    public async Task Save_OnAFullDisk_SaysSoKeepsTheFileAndCanBeDoneAfterwards()
    {
        await _workspace.Terminal.DoAsync("seq 2000 > keep.txt; sha256sum keep.txt > ../tmp/before");
        await _workspace.Tree.OpenFileAsync("keep.txt");
        await _workspace.Editor.WaitForAsync("1");
        // Reserved, not written: the host's disk gives little for it.
        await _workspace.Terminal.RunAsync("fallocate -l $(($(df --output=avail -B1 . | tail -1) - 1000000)) fill; head -c 100M /dev/zero > rest", TimeSpan.FromSeconds(60));

        await _workspace.Editor.AppendAsync("mine");
        await _workspace.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(_workspace.Page.GetByTestId("not-saved")).ToContainTextAsync("space");
        await _workspace.Terminal.DoAsync("sha256sum --check ../tmp/before");
        Assert.True(await _workspace.Editor.IsDirtyAsync("keep.txt"));

        await _workspace.Terminal.DoAsync("rm fill rest");
        await _workspace.Editor.ChooseAsync("Save again");
        await Eventually.TrueAsync("the text to be saved", async () => !await _workspace.Editor.IsDirtyAsync("keep.txt"));
        Assert.Equal("mine", await _workspace.Terminal.AskAsync("tail -1 keep.txt"));
    }
}
