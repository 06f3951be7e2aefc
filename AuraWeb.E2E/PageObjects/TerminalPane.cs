using System.Globalization;
using System.Text.RegularExpressions;
using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The terminal that shows in the workspace: what it says is read from the rows that xterm draws.</summary>
public sealed partial class TerminalPane(IPage page)
{
    private static int _marks;

    private ILocator Shown => page.GetByTestId("terminal").Locator(".terminal-panel:not([hidden]) .xterm");

    /// <summary>Tab of the terminal that shows.</summary>
    public ILocator ShownTab => page.Locator("#terminals [role=tab][aria-selected=true]");

    /// <summary>Opens another terminal and waits for its prompt.</summary>
    public async Task OpenAnotherAsync()
    {
        await Assertions.Expect(ShownTab).ToBeVisibleAsync();
        var before = await ShownTab.GetAttributeAsync("id");
        await page.GetByRole(AriaRole.Button, new() { Name = "New terminal" }).ClickAsync();
        await Assertions.Expect(page.Locator($"#terminals [role=tab][aria-selected=true]:not(#{before})")).ToBeVisibleAsync();
        await WaitForPromptAsync();
    }

    /// <summary>Closes the terminal that shows.</summary>
    public async Task CloseAsync()
    {
        var tab = await ShownTab.GetAttributeAsync("id");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close terminal" }).ClickAsync();
        await Assertions.Expect(page.Locator($"#{tab}")).ToHaveCountAsync(0);
    }

    /// <summary>Waits until the shell asks for a command.</summary>
    public Task WaitForPromptAsync() => WaitForAsync(Prompt());

    /// <summary>What it shows, rows joined as one line each; long lines that were folded are whole again.</summary>
    public async Task<string> TextAsync() => await Shown.CountAsync() == 0
        ? ""
        : await Shown.First.EvaluateAsync<string>(
            """
            terminal => {
              const rows = [...terminal.querySelectorAll('.xterm-rows > div')].map(row => row.textContent.replaceAll('\u00a0', ' '));
              const width = Math.max(...rows.map(row => row.length));
              return rows.map(row => row.trimEnd().length === width ? row : row.trimEnd() + '\n').join('');
            }
            """);

    /// <summary>Types, as a person's keyboard would.</summary>
    public async Task TypeAsync(string text)
    {
        await Shown.Locator("textarea").FocusAsync();
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key)
    {
        await Shown.Locator("textarea").FocusAsync();
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Pastes, as the clipboard does.</summary>
    public async Task PasteAsync(string text)
    {
        await Shown.Locator("textarea").FocusAsync();
        await Shown.Locator("textarea").EvaluateAsync(
            """
            (area, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', text);
              area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            text);
    }

    /// <summary>Waits until it shows what <paramref name="pattern"/> matches.</summary>
    public async Task<Match> WaitForAsync(Regex pattern, TimeSpan? within = null) =>
        pattern.Match(await Eventually.GetAsync($"the terminal to show {pattern}", TextAsync, text => pattern.IsMatch(text), within));

    /// <summary>Runs a command at the prompt and waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(string command, TimeSpan? within = null)
    {
        var mark = Interlocked.Increment(ref _marks);
        await TypeAsync($"{command}; printf 'End%s=%s.\\n' {mark} $?\n");
        var end = await WaitForAsync(new Regex($@"End{mark}=(\d+)\."), within);
        return int.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task DoAsync(string command, TimeSpan? within = null) => Assert.Equal(0, await RunAsync(command, within));

    /// <summary>Runs a command and reads the one line it prints.</summary>
    public async Task<string> AskAsync(string command, TimeSpan? within = null)
    {
        var mark = Interlocked.Increment(ref _marks);
        await TypeAsync($"printf 'Got%s<%s>\\n' {mark} \"$({command})\"\n");
        return (await WaitForAsync(new Regex($"Got{mark}<([^>%]*)>"), within)).Groups[1].Value;
    }

    [GeneratedRegex(@"[$❯#›»] ?\n?\s*$")]
    private static partial Regex Prompt();
}
