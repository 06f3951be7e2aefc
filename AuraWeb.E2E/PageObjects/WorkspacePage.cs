using System.Text.RegularExpressions;
using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>A project's page: tree, editor, terminals and preview.</summary>
public sealed class WorkspacePage(IPage page)
{
    /// <summary>The page itself.</summary>
    public IPage Page => page;

    /// <summary>The terminal that shows.</summary>
    public TerminalPane Terminal { get; } = new(page);

    /// <summary>The files.</summary>
    public TreePane Tree { get; } = new(page);

    /// <summary>The editor.</summary>
    public EditorPane Editor { get; } = new(page);

    /// <summary>The app.</summary>
    public PreviewPane Preview { get; } = new(page);

    /// <summary>The mark that says how the sandbox is.</summary>
    public ILocator State => page.GetByTestId("state");

    /// <summary>Waits until setting up has ended and the files show.</summary>
    public Task WaitUntilReadyAsync(TimeSpan? within = null) => Eventually.TrueAsync(
        "the project to be set up",
        async () => await Tree.Entries.CountAsync() > 0,
        within ?? TimeSpan.FromSeconds(90));

    /// <summary>Starts the template's dev command.</summary>
    public Task RunAsync() => page.GetByTestId("run").ClickAsync();

    /// <summary>Stops the sandbox and waits until it is.</summary>
    public async Task StopAsync()
    {
        await page.GetByTestId("stop").ClickAsync();
        await WaitForStateAsync("Stopped");
    }

    /// <summary>Starts the sandbox and waits until it runs.</summary>
    public async Task StartAsync()
    {
        await page.GetByTestId("start").First.ClickAsync();
        await WaitForStateAsync("Running");
    }

    /// <summary>Waits for a state.</summary>
    public Task WaitForStateAsync(string state) =>
        Assertions.Expect(State).ToContainTextAsync(new Regex(state, RegexOptions.IgnoreCase), new() { Timeout = 30_000 });

    /// <summary>Waits until the page says something about <paramref name="text"/>: in a toast, a banner or below a field.</summary>
    public Task ExpectNewsAsync(string text) =>
        Assertions.Expect(page.Locator("[role=alert]:visible, [role=status]:visible").Filter(new() { HasText = text }).First).ToBeVisibleAsync();

    /// <summary>Shows a pane where only one fits, by its name in the bar below.</summary>
    public Task ShowPaneAsync(string name) =>
        page.GetByLabel("Panes").GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    /// <summary>A key of the row that phones have below the terminals or the editor.</summary>
    public ILocator Key(string name) => page.Locator(".key-row:visible").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Id of the terminal that shows.</summary>
    public async Task<string> ShownTerminalAsync() =>
        (await Terminal.ShownTab.GetAttributeAsync("id"))!["terminal-tab-".Length..];

    /// <summary>Shows a terminal.</summary>
    public Task ShowTerminalAsync(string id) => page.Locator($"#terminal-tab-{id}").ClickAsync();

    /// <summary>Id of the project's sandbox.</summary>
    public async Task<string> SandboxAsync() => await page.Locator("[data-sandbox]").First.GetAttributeAsync("data-sandbox") ?? "";
}
