using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Journeys;

/// <summary>Takes pictures of every page into artifacts/screens; <c>./aura test</c> leaves it out: run it by <c>--filter-class "*Screens"</c>.</summary>
public sealed class Screens(SharedAura shared) : Journey(shared)
{
    [Theory]
    [Trait("Kind", "Pictures")]
    [InlineData(ColorScheme.Light, 1440, 900)]
    [InlineData(ColorScheme.Dark, 1440, 900)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task Pages_InEitherThemeAndWidth_AreKeptAsPictures(ColorScheme theme, int width, int height)
    {
        var project = new Uri(await Shared.ProjectAsync()).AbsolutePath.TrimStart('/');
        BrowserNewContextOptions Options() => new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = height } };
        Task SaveAsync(IPage page, string name) =>
            page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("screens"), $"{name}-{theme}-{width}.png") });

        var visitor = await OpenBrowserAsync(Options(), signedIn: false);
        foreach (var (name, address) in new[] { ("sign-in", "account/sign-in"), ("register", "account/register"), ("first", "account/first?code=wrong") })
        {
            await visitor.GotoAsync(address);
            await SaveAsync(visitor, name);
        }

        await new RegisterPage(visitor).RegisterAsync(Credentials.New("Noor Vale"));
        await SaveAsync(visitor, "projects-empty");
        await new NewProjectPage(visitor).CreateAsync("react-ts", "Harbour");
        await Assertions.Expect(visitor.GetByTestId("setup-log")).ToContainTextAsync("http fetch", new() { Timeout = 30_000 });
        await SaveAsync(visitor, "provisioning");

        var page = await OpenBrowserAsync(Options());
        foreach (var (name, address) in new[] { ("projects", "projects"), ("new", "projects/new"), ("password", "account/password"), ("settings", $"{project}/settings"), ("404", "nothing/here") })
        {
            await page.GotoAsync(address);
            await SaveAsync(page, name);
        }

        await page.GotoAsync(project);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();
        await SaveAsync(page, "workspace");
        if (width < 760)
        {
            await workspace.ShowPaneAsync("Files");
            await workspace.Tree.OpenFileAsync("src/app.ts");
            foreach (var pane in new[] { "Files", "Code", "Terminal", "Preview" })
            {
                await workspace.ShowPaneAsync(pane);
                await Task.Delay(500, Ct);
                await SaveAsync(page, $"workspace-{pane}");
            }

            return;
        }

        await workspace.Tree.OpenFileAsync("src/app.ts");
        await workspace.Editor.WaitForAsync("Hono");
        await workspace.RunAsync();
        await workspace.Preview.WaitForTextAsync("Hello from");
        await SaveAsync(page, "workspace-running");
    }
}
