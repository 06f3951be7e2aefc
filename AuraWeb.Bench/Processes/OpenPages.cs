using AuraWeb.Bench.Pages;
using Microsoft.Playwright;

namespace AuraWeb.Bench.Processes;

/// <summary>Every project of the list open in a browser, each in a tab of its own.</summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private readonly BenchBrowser _browser;

    private OpenPages(BenchBrowser browser) => _browser = browser;

    public static async Task<OpenPages> OpenAsync(BenchContext context, CancellationToken ct)
    {
        var pages = new OpenPages(await BenchBrowser.StartAsync());
        var session = await pages._browser.SignedInAsync(context);
        foreach (var project in await context.ProjectsAsync(ct))
        {
            var page = await session.NewPageAsync();
            await page.GotoAsync(new Uri(context.Aura.Address, $"projects/{project}").AbsoluteUri);
            await page.GetByTestId("tree").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Visible });
        }

        return pages;
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
