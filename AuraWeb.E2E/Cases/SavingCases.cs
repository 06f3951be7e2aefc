using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>What is typed is never lost: whatever is in the way of saving it is said, and the text stays.</summary>
public sealed class SavingCases(SharedAura shared) : WorkspaceJourney(shared)
{
    [Fact]
    [Trait("Case", "E1")]
    public async Task Conflict_Compared_ShowsBothTexts()
    {
        await MakeConflictAsync("both.txt");

        await Workspace.Editor.ChooseAsync("Compare");
        await Assertions.Expect(Workspace.Editor.Pane).ToContainTextAsync("mine");
        await Assertions.Expect(Workspace.Editor.Pane).ToContainTextAsync("theirs");
        await Workspace.Editor.ChooseAsync("Back to the text");
        await Workspace.Editor.ChooseAsync("Overwrite");

        await Eventually.GetAsync("the text that was kept", () => Terminal.AskAsync("tail -1 both.txt"), text => text == "mine");
    }

    [Fact]
    [Trait("Case", "E1")]
    public async Task Conflict_Reloaded_ShowsTheTextOnDiskAndNothingToSave()
    {
        await MakeConflictAsync("reload.txt");

        await Workspace.Editor.ChooseAsync("Reload theirs");
        await Workspace.Editor.WaitForTextAsync("theirs\n");

        Assert.False(await Workspace.Editor.IsDirtyAsync(In("reload.txt")));
        Assert.Equal("theirs", await Terminal.AskAsync("cat reload.txt"));
    }

    [Fact]
    public async Task Save_AfterTheSessionEnded_KeepsTheTextUntilSignedInAgain()
    {
        await Terminal.DoAsync("echo start > kept.txt");
        await Workspace.Tree.OpenFileAsync(In("kept.txt"));
        await Workspace.Editor.WaitForAsync("start");
        await Workspace.Editor.AppendAsync("mine");
        await Workspace.Page.Context.ClearCookiesAsync();
        await Workspace.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(Workspace.Page.GetByTestId("signed-out")).ToBeVisibleAsync();

        var signIn = await Workspace.Page.RunAndWaitForPopupAsync(() => Workspace.Page.GetByTestId("signed-out").GetByRole(AriaRole.Link).ClickAsync());
        await new SignInPage(signIn).SignInAsync(Credentials.Administrator);
        await signIn.WaitForURLAsync(Project);
        await signIn.CloseAsync();
        await Workspace.Editor.ChooseAsync("Save again");

        await Eventually.TrueAsync("the text to be saved", async () => !await Workspace.Editor.IsDirtyAsync(In("kept.txt")));
        await Workspace.Editor.WaitForTextAsync("start\nmine");
        var again = await OpenWorkspaceAsync();
        await again.Tree.OpenFileAsync(In("kept.txt"));
        await again.Editor.WaitForTextAsync("start\nmine");
    }

    [Fact]
    public async Task Leaving_WithUnsavedText_AsksFirst()
    {
        await Terminal.DoAsync("echo start > asked.txt");
        await Workspace.Tree.OpenFileAsync(In("asked.txt"));
        await Workspace.Editor.WaitForAsync("start");
        await Workspace.Editor.AppendAsync("mine");
        var asked = new TaskCompletionSource<string>();
        Workspace.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };

        await Workspace.Page.CloseAsync(new() { RunBeforeUnload = true });

        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        await Workspace.Editor.WaitForTextAsync("start\nmine");
        await Workspace.Editor.SaveAsync(In("asked.txt"));
    }

    private async Task MakeConflictAsync(string name)
    {
        await Terminal.DoAsync($"echo start > {name}");
        await Workspace.Tree.OpenFileAsync(In(name));
        await Workspace.Editor.WaitForAsync("start");
        await Workspace.Editor.AppendAsync("mine");
        await Terminal.DoAsync($"echo theirs > {name}");
        await Workspace.Editor.FocusAsync();
        await Workspace.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(Workspace.Editor.Conflict).ToBeVisibleAsync();
    }
}
