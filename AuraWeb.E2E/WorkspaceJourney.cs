using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E;

/// <summary>A journey in the workspace of the shared project, with a terminal and a folder of its own.</summary>
public abstract class WorkspaceJourney(SharedAura shared) : Journey(shared)
{
    /// <summary>The workspace.</summary>
    protected WorkspacePage Workspace { get; private set; } = null!;

    /// <summary>The terminal that this journey opened.</summary>
    protected TerminalPane Terminal => Workspace.Terminal;

    /// <summary>Name of a folder in the workspace that only this journey uses; its terminal is in it.</summary>
    protected string Folder { get; } = $"j{Guid.NewGuid():n}"[..12];

    /// <summary>Address of the project.</summary>
    protected string Project { get; private set; } = "";

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        Project = await Shared.ProjectAsync();
        Workspace = await OpenFirstAsync();
        await Terminal.OpenAnotherAsync();
        await Terminal.DoAsync($"mkdir {Folder} && cd {Folder} && clear");
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Passed && !Workspace.Page.IsClosed)
        {
            await Terminal.CloseAsync();
        }

        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    /// <summary>Opens the project in the browser that the journey begins in, with its terminals in sight.</summary>
    protected virtual Task<WorkspacePage> OpenFirstAsync() => OpenWorkspaceAsync();

    /// <summary>Opens the project in another browser.</summary>
    protected async Task<WorkspacePage> OpenWorkspaceAsync(BrowserNewContextOptions? options = null)
    {
        var page = await OpenBrowserAsync(options);
        await page.GotoAsync(Project);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();
        return workspace;
    }

    /// <summary>Path of a file in this journey's folder, below the workspace.</summary>
    protected string In(string name) => $"{Folder}/{name}";

    /// <summary>The bytes of a file in this journey's folder, in hexadecimal.</summary>
    protected Task<string> BytesAsync(string name) => Terminal.AskAsync($"od -An -tx1 -v '{name}' | tr -d ' \\n'");
}
