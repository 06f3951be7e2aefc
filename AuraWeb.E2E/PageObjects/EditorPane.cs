using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The editor.</summary>
public sealed class EditorPane(IPage page)
{
    /// <summary>The whole pane.</summary>
    public ILocator Pane => page.GetByTestId("editor");

    private ILocator Content => Pane.Locator(".cm-content:visible").First;

    /// <summary>Tab of a file, by its path below the workspace.</summary>
    public ILocator Tab(string path) => page.Locator($"[role=tab][data-path=\"/workspace/{path}\"]");

    /// <summary>Whether the file has changes that are not saved.</summary>
    public async Task<bool> IsDirtyAsync(string path) => await Tab(path).GetAttributeAsync("data-dirty") is "" or "true";

    /// <summary>The text that shows.</summary>
    public async Task<string> TextAsync() => string.Join('\n', await Content.Locator(".cm-line").AllTextContentsAsync());

    /// <summary>Waits until the text that shows contains <paramref name="part"/>.</summary>
    public Task WaitForAsync(string part) => Assertions.Expect(Content).ToContainTextAsync(part);

    /// <summary>What shows when the file changed underneath.</summary>
    public ILocator Conflict => page.GetByTestId("conflict");

    /// <summary>Chooses one of the ways that a banner above the text offers.</summary>
    public Task ChooseAsync(string way) => Pane.Locator(".ws-banner").GetByRole(AriaRole.Button, new() { Name = way }).ClickAsync();

    /// <summary>Puts the cursor into the text.</summary>
    public Task FocusAsync() => Content.FocusAsync();

    /// <summary>Waits until the whole text is <paramref name="text"/>.</summary>
    public Task WaitForTextAsync(string text) => Harness.Eventually.GetAsync($"the editor to show {text}", TextAsync, shown => shown == text);

    /// <summary>Replaces the text of the line that contains <paramref name="part"/>.</summary>
    public async Task ReplaceLineAsync(string part, string text)
    {
        await Content.Locator(".cm-line", new() { HasText = part }).First.ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Shift+Home");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Types at the end of the text.</summary>
    public async Task AppendAsync(string text)
    {
        await Content.ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Presses Ctrl-S and waits until the file is saved.</summary>
    public async Task SaveAsync(string path)
    {
        await page.Keyboard.PressAsync("Control+s");
        await Harness.Eventually.TrueAsync($"{path} to be saved", async () => !await IsDirtyAsync(path));
    }
}
