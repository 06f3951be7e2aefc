using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Vite behind a preview: its socket stands and the page is not loaded again and again.</summary>
public sealed class ViteCases(SharedAura shared) : Journey(shared)
{
    // Each frame keeps the sockets that its own scripts open.
    private const string KeepSockets =
        "window.__sockets = []; window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.__sockets.push(this); } };";

    [Fact]
    [Trait("Case", "P1")]
    public Task Page_LeftAlone_KeepsItsSocketAndIsNotReloaded() => WatchAsync(TimeSpan.FromSeconds(10));

    [Fact]
    [Trait("Case", "P1")]
    [Trait("Kind", "Soak")]
    public Task Page_LeftAloneForMinutes_KeepsItsSocketAndIsNotReloaded() => WatchAsync(TimeSpan.FromMinutes(2.2));

    private async Task WatchAsync(TimeSpan quiet)
    {
        var page = await OpenBrowserAsync();
        await page.AddInitScriptAsync(KeepSockets);
        var name = $"Vite {Guid.NewGuid():n}";
        await new NewProjectPage(page).CreateAsync("react-ts", name);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();
        await workspace.RunAsync();
        var heading = workspace.Preview.App.GetByRole(AriaRole.Heading, new() { Name = name });
        await Assertions.Expect(heading).ToBeVisibleAsync(new() { Timeout = 60_000 });

        var loads = new ConcurrentQueue<string>();
        var clock = Stopwatch.StartNew();
        page.Request += (_, request) =>
        {
            if (request.ResourceType == "document" && request.Url.Contains(".preview.localhost", StringComparison.Ordinal))
            {
                loads.Enqueue($"after {clock.Elapsed}: {request.Method} {request.Url}");
            }
        };
        await Task.Delay(quiet, Ct);

        // One more is allowed: Vite loads the page again when it has found out what the app depends on.
        Assert.True(loads.Count <= 1, string.Join('\n', loads));
        var app = await workspace.Preview.FrameAsync();
        await Assertions.Expect(heading).ToBeVisibleAsync();
        var sockets = await app.EvaluateAsync<JsonElement>(
            "__sockets.filter(s => s.readyState === WebSocket.OPEN).map(s => ({ protocol: s.protocol, own: new URL(s.url).host === location.host }))");
        var socket = Assert.Single(sockets.EnumerateArray());
        Assert.Equal("vite-hmr", socket.GetProperty("protocol").GetString());
        Assert.True(socket.GetProperty("own").GetBoolean());
    }
}
