using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(AuraWeb.E2E.SharedAura))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace AuraWeb.E2E;

/// <summary>The one running AuraWeb and the one browser that the journeys share; each journey has a browser context of its own.</summary>
public sealed class SharedAura : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private Task<string>? _project;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The running AuraWeb.</summary>
    public AuraProcess Aura { get; private set; } = null!;

    /// <summary>Session of the first administrator.</summary>
    public string AdministratorState { get; private set; } = null!;

    /// <summary>Address of a project from <c>node-ts</c> that journeys share; each works in a folder of its own.</summary>
    public Task<string> ProjectAsync() => _project ??= CreateProjectAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AURA_CHROMIUM") ?? "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = Flags,
        });
        Aura = await AuraProcess.StartAsync(new() { ["AURA_REGISTRATION"] = "open" });
        await using var context = await Browser.NewContextAsync();
        await new FirstRunPage(await context.NewPageAsync()).CreateAdministratorAsync(Aura, Credentials.Administrator);
        AdministratorState = await context.StorageStateAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Aura is not null)
        {
            await Aura.DisposeAsync();
        }
    }

    private async Task<string> CreateProjectAsync()
    {
        await using var context = await Browser.NewContextAsync(new() { BaseURL = Aura.Address.ToString(), StorageState = AdministratorState });
        var page = await context.NewPageAsync();
        var address = await new NewProjectPage(page).CreateAsync("node-ts", "Shared");
        await new WorkspacePage(page).WaitUntilReadyAsync();
        return address;
    }
}
