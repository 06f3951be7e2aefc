using Microsoft.Playwright;

namespace AuraWeb.E2E;

/// <summary>A journey to apps that run in the background of its terminal.</summary>
public abstract class PreviewJourney(SharedAura shared) : WorkspaceJourney(shared)
{
    /// <summary>Starts a server that answers a request with an expression of <c>q</c> and <c>r</c>.</summary>
    protected async Task ServeAsync(int port, string answer, string address = "127.0.0.1", string upgrade = "s.destroy()")
    {
        await Terminal.TypeAsync("cat > server.cjs <<'End'\n");
        await Terminal.TypeAsync($"require('http').createServer((q, r) => {{ {answer} }}).on('upgrade', (q, s) => {{ {upgrade} }}).listen({port}, '{address}')\nEnd\n");
        await Terminal.DoAsync("(node server.cjs & echo $! > pid); until ss -ltn | grep -q ':" + port + " '; do sleep 0.1; done; clear");
    }

    /// <summary>Opens the preview of a port in a tab of this journey's browser.</summary>
    protected async Task<OpenApp> OpenAppAsync(int port)
    {
        var sandbox = await Workspace.SandboxAsync();
        var page = await Workspace.Page.Context.NewPageAsync();
        var host = $"{sandbox}-{port}.preview.localhost";
        await page.GotoAsync($"http://{host}:{Shared.Aura.Address.Port}/");
        await page.WaitForURLAsync(url => new Uri(url).Host == host);
        return new(page, host, sandbox, Terminal);
    }

    /// <summary>An app in a browser tab of its own; closing it ends its server.</summary>
    protected sealed record OpenApp(IPage Page, string Host, string Sandbox, PageObjects.TerminalPane Terminal) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Page.CloseAsync();
            await Terminal.DoAsync("kill $(cat pid); clear");
        }
    }
}
