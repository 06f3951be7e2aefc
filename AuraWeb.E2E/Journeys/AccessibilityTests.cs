using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Journeys;

/// <summary>axe finds nothing serious or critical on any page, in either theme.</summary>
public sealed class AccessibilityTests(SharedAura shared) : Journey(shared)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_OfAVisitor_HaveNoSeriousFault(ColorScheme theme)
    {
        var page = await OpenBrowserAsync(new() { ColorScheme = theme }, signedIn: false);
        foreach (var address in new[] { "account/sign-in", "account/register", "account/first?code=wrong", "nothing/here" })
        {
            await page.GotoAsync(address);
            await Accessibility.CheckAsync(page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_OfAPerson_HaveNoSeriousFault(ColorScheme theme)
    {
        var project = new Uri(await Shared.ProjectAsync()).AbsolutePath.TrimStart('/');
        var page = await OpenBrowserAsync(new() { ColorScheme = theme });
        foreach (var address in new[] { "projects", "projects/new", "account/password", $"{project}/settings", "nothing/here" })
        {
            await page.GotoAsync(address);
            await Accessibility.CheckAsync(page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Workspace_WithAFileAndATerminal_HasNoSeriousFault(ColorScheme theme)
    {
        var address = await Shared.ProjectAsync();
        var page = await OpenBrowserAsync(new() { ColorScheme = theme });
        await page.GotoAsync(address);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();
        await workspace.Tree.OpenFileAsync("package.json");
        await workspace.Editor.WaitForAsync("scripts");
        await workspace.Terminal.OpenAnotherAsync();
        await Accessibility.CheckAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task ProjectsAndProvisioning_OfANewPerson_HaveNoSeriousFault(ColorScheme theme)
    {
        var page = await OpenBrowserAsync(new() { ColorScheme = theme }, signedIn: false);
        await new RegisterPage(page).RegisterAsync(Credentials.New("Noor Vale"));
        await Accessibility.CheckAsync(page);
        await new NewProjectPage(page).CreateAsync("node-ts", "Watched");
        await Accessibility.CheckAsync(page);
    }
}
