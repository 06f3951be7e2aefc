using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;

namespace AuraWeb.E2E.Journeys;

/// <summary>A small API: it runs, shows, and follows an edit.</summary>
public sealed class NodeJourney(SharedAura shared) : Journey(shared)
{
    [Fact]
    public async Task Node_RunAndEdit_ShowsTheNewAnswer()
    {
        var page = await OpenBrowserAsync();
        var workspace = new WorkspacePage(page);
        await new NewProjectPage(page).CreateAsync("node-ts", $"Api {Guid.NewGuid():n}");
        await workspace.WaitUntilReadyAsync();

        await workspace.Terminal.WaitForPromptAsync();
        await workspace.Terminal.DoAsync("npm test", TimeSpan.FromSeconds(60));
        await workspace.RunAsync();
        await workspace.Preview.WaitForTextAsync("Hello from");

        await workspace.Tree.OpenFileAsync("src/app.ts");
        await workspace.Editor.ReplaceLineAsync("\"/health\"", "app.get(\"/health\", (c) => c.json({ status: \"fresh paint\" }));");
        await workspace.Editor.SaveAsync("src/app.ts");
        await Eventually.TrueAsync("the new answer", async () =>
        {
            await workspace.Preview.GoToAsync("/health");
            return (await workspace.Preview.App.Locator("body").TextContentAsync())!.Contains("fresh paint", StringComparison.Ordinal);
        });
    }
}
