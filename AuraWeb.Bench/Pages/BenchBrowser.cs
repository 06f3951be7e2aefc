using Microsoft.Playwright;

namespace AuraWeb.Bench.Pages;

/// <summary>The distribution's Chromium.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<BenchBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    /// <summary>A new profile with the administrator's session and nothing in its cache.</summary>
    public async Task<IBrowserContext> SignedInAsync(BenchContext context)
    {
        var session = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await session.AddCookiesAsync(context.Cookies.Split("; ").Select(cookie => cookie.Split('=', 2)).Select(pair => new Cookie
        {
            Name = pair[0],
            Value = pair[1],
            Url = context.Aura.Address.AbsoluteUri,
        }));
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
