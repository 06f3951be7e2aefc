using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace AuraWeb.Bench.Pages;

/// <summary>The workspace opened cold: until a key echoes in the terminal and a .tsx is highlighted in the editor.</summary>
internal sealed class WorkspaceBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const double TimeGoal = 1000;
    private const double SizeGoal = 500;

    public string Name => "workspace";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        var context = await server.Value;
        var project = await context.CreateProjectAsync("workspace", "react-ts", ct);
        var sandbox = await context.SandboxOfAsync(project, setUp: true, ct);
        await context.OpenTerminalAsync(sandbox, ct);
        await using var browser = await BenchBrowser.StartAsync();
        Sample time = new(), size = new();
        for (var round = 0; round < Rounds + 1; round++)
        {
            var (milliseconds, kilobytes) = await OpenAsync(browser, context, project, ct);
            if (round > 0)
            {
                time.Add(milliseconds);
                size.Add(kilobytes);
            }
        }

        yield return new(
            "workspace, cold: compressed bytes", Sample.Format(size.P50, "KB"), Sample.Format(size.P95, "KB"), "—", null, "≤ 500 KB", size.P50 <= SizeGoal);
        yield return new(
            "workspace, cold: until a key echoes and a .tsx is highlighted", Sample.Format(time.P50), Sample.Format(time.P95), "—", null, "≤ 1 s",
            time.P50 <= TimeGoal);
    }

    private static async Task<(double Milliseconds, double Kilobytes)> OpenAsync(BenchBrowser browser, BenchContext context, string project, CancellationToken ct)
    {
        await using var session = await browser.SignedInAsync(context);
        var page = await session.NewPageAsync();
        var network = await session.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        var bytes = 0.0;
        network.Event("Network.loadingFinished").OnEvent += (_, loaded) => bytes += loaded!.Value.GetProperty("encodedDataLength").GetDouble();

        var from = Stopwatch.GetTimestamp();
        await page.GotoAsync(new Uri(context.Aura.Address, $"projects/{project}").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        await Task.WhenAll(HighlightAsync(page), EchoAsync(page));
        var elapsed = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        ct.ThrowIfCancellationRequested();
        return (elapsed, bytes / 1000);
    }

    private static async Task HighlightAsync(IPage page)
    {
        await page.Locator("[role=treeitem][data-path='/workspace/src']").ClickAsync();
        await page.Locator("[role=treeitem][data-path='/workspace/src/App.tsx']").ClickAsync();
        await page.GetByTestId("editor").Locator(".cm-line span[class]").First.WaitForAsync();
    }

    private static async Task EchoAsync(IPage page)
    {
        var rows = page.GetByTestId("terminal").Locator(".xterm-rows").First;
        await rows.GetByText("$", new() { Exact = false }).First.WaitForAsync();
        await page.GetByTestId("terminal").Locator("textarea").First.PressSequentiallyAsync("q");
        await rows.GetByText("q", new() { Exact = false }).First.WaitForAsync();
    }
}
