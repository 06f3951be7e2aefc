using System.Text.RegularExpressions;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Work on a phone, whose keyboard lacks keys.</summary>
public sealed partial class PhoneCases(SharedAura shared) : WorkspaceJourney(shared)
{
    private const string Control = "Control, for the next key";

    [Fact]
    public async Task Control_ThenALetter_InterruptsAndHoldsForThatLetterAlone()
    {
        await Terminal.TypeAsync("sleep 300\n");
        await Workspace.Key(Control).TapAsync();
        await Assertions.Expect(Workspace.Key(Control)).ToHaveAttributeAsync("aria-pressed", "true");
        await Workspace.Page.Keyboard.TypeAsync("c");

        await Terminal.WaitForAsync(Interrupted());
        await Assertions.Expect(Workspace.Key(Control)).ToHaveAttributeAsync("aria-pressed", "false");
        await Workspace.Page.Keyboard.TypeAsync("echo ''c''lear\n");
        await Terminal.WaitForAsync(Clear());
    }

    [Fact]
    public async Task Tab_AfterTheBeginningOfAName_CompletesIt()
    {
        await Terminal.DoAsync("echo fair > harbour-timetable; clear");

        await Terminal.TypeAsync("cat harb");
        await Workspace.Key("Tab").TapAsync();
        await Terminal.WaitForAsync(Completed());
        await Workspace.Page.Keyboard.TypeAsync("\n");
        await Terminal.WaitForAsync(Fair());
    }

    [Fact]
    public async Task Up_AtThePrompt_RecallsTheLastCommand()
    {
        await Terminal.DoAsync("clear");
        await Terminal.TypeAsync("echo ''again\n");
        await Terminal.WaitForAsync(Again());

        await Workspace.Key("Up").TapAsync();
        await Workspace.Page.Keyboard.TypeAsync("\n");
        await Terminal.WaitForAsync(AgainTwice());
    }

    [Fact]
    public async Task EditorKeys_WriteWhereTheCursorIsAndUndo()
    {
        await Terminal.DoAsync("echo start > a.txt");
        await Workspace.ShowPaneAsync("Files");
        await Workspace.Tree.OpenFileAsync(In("a.txt"));
        await Workspace.Editor.WaitForAsync("start");
        await Workspace.Editor.FocusAsync();
        await Workspace.Page.Keyboard.PressAsync("Home");

        await Workspace.Key("Braces").TapAsync();
        await Workspace.Page.Keyboard.TypeAsync("x");
        await Workspace.Editor.WaitForTextAsync("{x}start\n");
        await Workspace.Key("Undo").TapAsync();
        await Workspace.Key("Undo").TapAsync();
        await Workspace.Editor.WaitForTextAsync("start\n");
        await Workspace.ShowPaneAsync("Terminal");
    }

    [Fact]
    public async Task Keys_WithAnOnScreenKeyboard_LieAboveIt()
    {
        await Workspace.Page.EvaluateAsync(
            "() => { Object.defineProperty(visualViewport, 'height', { value: 480, configurable: true }); visualViewport.dispatchEvent(new Event('resize')); }");

        var box = (await Workspace.Key("Tab").BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 440, 480);
        Assert.True(box.Height >= 40, $"A key is {box.Height} px high.");
    }

    [Fact]
    public async Task Keys_OnAWideScreen_AreAway()
    {
        await Workspace.Page.SetViewportSizeAsync(1024, 768);

        await Assertions.Expect(Workspace.Page.GetByTestId("terminal-keys")).ToBeHiddenAsync();
        await Assertions.Expect(Workspace.Page.GetByTestId("editor-keys")).ToBeHiddenAsync();
    }

    /// <inheritdoc/>
    protected override async Task<WorkspacePage> OpenFirstAsync()
    {
        var phone = await OpenWorkspaceAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await phone.ShowPaneAsync("Terminal");
        return phone;
    }

    [GeneratedRegex(@"\^C")]
    private static partial Regex Interrupted();

    [GeneratedRegex(@"lear\s*clear")]
    private static partial Regex Clear();

    [GeneratedRegex("cat harbour-timetable")]
    private static partial Regex Completed();

    [GeneratedRegex(@"timetable\s*fair")]
    private static partial Regex Fair();

    [GeneratedRegex(@"again\s*again")]
    private static partial Regex Again();

    [GeneratedRegex(@"again\s*again[\s\S]*again\s*again")]
    private static partial Regex AgainTwice();
}
