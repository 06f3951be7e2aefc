using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Projects that broke for others.</summary>
public sealed class ProjectCases(SharedAura shared) : Journey(shared)
{
    [Fact]
    [Trait("Case", "X6")]
    public async Task Create_WithANameFullOfMarks_GivesAValidPackage()
    {
        const string name = "My \"App\" & Co's";
        var page = await OpenBrowserAsync();
        await new NewProjectPage(page).CreateAsync("react-ts", name);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();

        await Assertions.Expect(page.GetByText(name, new() { Exact = true }).First).ToBeVisibleAsync();
        await workspace.Terminal.WaitForPromptAsync();
        Assert.Matches("^[a-z0-9][a-z0-9-]*$", await workspace.Terminal.AskAsync("node -p \"require('./package.json').name\""));
        await workspace.Terminal.DoAsync("npm install --no-audit --no-fund && npm run build && clear", TimeSpan.FromSeconds(90));
    }
}
