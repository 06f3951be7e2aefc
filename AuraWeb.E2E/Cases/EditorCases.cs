using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Edits that were lost or mixed up for others.</summary>
public sealed class EditorCases(SharedAura shared) : WorkspaceJourney(shared)
{
    [Fact]
    [Trait("Case", "E1")]
    public async Task Save_OfAFileThatChangedUnderneath_IsHeldAndThePersonChooses()
    {
        await Terminal.DoAsync("echo '{\"from\":\"start\"}' > config.json");
        await Workspace.Tree.OpenFileAsync(In("config.json"));
        await Workspace.Editor.WaitForAsync("start");

        await Terminal.DoAsync("echo '{\"from\":\"clean\"}' > config.json");
        await Workspace.Editor.WaitForAsync("clean");

        await Workspace.Editor.AppendAsync("typed");
        await Terminal.DoAsync("echo '{\"from\":\"shell\"}' > config.json");
        await Workspace.Editor.FocusAsync();
        await Workspace.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(Workspace.Editor.Conflict).ToBeVisibleAsync();
        Assert.Equal("{\"from\":\"shell\"}", await Terminal.AskAsync("cat config.json"));
        await Workspace.Editor.WaitForAsync("typed");

        await Workspace.Editor.ChooseAsync("Overwrite");
        await Eventually.GetAsync("the overwritten text", () => Terminal.AskAsync("tail -1 config.json"), text => text == "typed");
    }

    [Fact]
    [Trait("Case", "E2")]
    public async Task Undo_AfterOpeningSwitchingAndSaving_StaysInItsFile()
    {
        await Terminal.DoAsync("echo first > a.txt; echo second > b.txt");
        await Workspace.Tree.OpenFileAsync(In("a.txt"));
        await Workspace.Editor.WaitForAsync("first");
        await Workspace.Editor.FocusAsync();
        await Workspace.Page.Keyboard.PressAsync("Control+z");
        await Workspace.Editor.WaitForTextAsync("first\n");
        Assert.False(await Workspace.Editor.IsDirtyAsync(In("a.txt")));

        await Workspace.Editor.AppendAsync("typed");
        await Workspace.Editor.SaveAsync(In("a.txt"));
        await Workspace.Tree.OpenFileAsync(In("b.txt"));
        await Workspace.Editor.WaitForAsync("second");
        await Workspace.Editor.FocusAsync();
        for (var press = 0; press < 5; press++)
        {
            await Workspace.Page.Keyboard.PressAsync("Control+z");
        }

        await Workspace.Editor.WaitForTextAsync("second\n");

        await Workspace.Editor.Tab(In("a.txt")).ClickAsync();
        await Workspace.Editor.WaitForTextAsync("first\ntyped");
        await Workspace.Editor.FocusAsync();
        await Workspace.Page.Keyboard.PressAsync("Control+z");
        await Workspace.Editor.WaitForTextAsync("first\n");
        Assert.True(await Workspace.Editor.IsDirtyAsync(In("a.txt")));
    }
}
