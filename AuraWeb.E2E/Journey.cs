using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E;

/// <summary>A test in a browser context of its own. When it fails, a trace and screenshots are left in artifacts/e2e.</summary>
public abstract class Journey(SharedAura shared) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>What all journeys share.</summary>
    protected SharedAura Shared => shared;

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        if (failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"AuraWeb said last:\n{shared.Aura.LastWords}");
        }

        foreach (var (index, context) in _contexts.Index())
        {
            await CloseAsync(context, index, failed);
        }
    }

    /// <summary>A page of a new browser, signed in as the administrator unless told otherwise.</summary>
    protected async Task<IPage> OpenBrowserAsync(BrowserNewContextOptions? options = null, bool signedIn = true, AuraProcess? aura = null)
    {
        options ??= new();
        options.BaseURL = (aura ?? shared.Aura).Address.ToString();
        options.ViewportSize ??= new() { Width = 1440, Height = 900 };
        options.StorageState = signedIn && aura is null ? shared.AdministratorState : null;
        var context = await shared.Browser.NewContextAsync(options);
        _contexts.Add(context);
        context.SetDefaultTimeout(20_000);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        return await context.NewPageAsync();
    }

    private static async Task CloseAsync(IBrowserContext context, int index, bool failed)
    {
        if (!failed)
        {
            await context.CloseAsync();
            return;
        }

        var folder = Repository.Artifacts("e2e", $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}");
        foreach (var (number, page) in context.Pages.Index())
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"browser{index}-page{number}.png"), Timeout = 5_000 });
        }

        await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, $"browser{index}-trace.zip") });
        await context.CloseAsync();
    }
}
