using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>A page in another project's preview, opened by a person who may see both.</summary>
public sealed class PreviewAttackCases(SharedAura shared) : PreviewJourney(shared)
{
    // What a page can send: to read, with a forged header, blindly, by form, by socket. Each says in its address what it is.
    private const string SendAll =
        """
        async ([base, who]) => {
          const answers = {};
          const send = async (name, options) => answers[name] = await fetch(`${base}${who}-${name}`, { credentials: 'include', ...options })
            .then(answer => answer.type === 'opaque' ? 'blind' : String(answer.status), () => 'refused');
          await send('read', {});
          await send('forged', { headers: { 'X-Forwarded-User': 'admin' } });
          await send('blind', { method: 'POST', mode: 'no-cors', body: 'x' });
          await new Promise(done => {
            const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { name: `sink${base}` }));
            const form = document.body.appendChild(Object.assign(document.createElement('form'), { method: 'post', target: `sink${base}`, action: `${base}${who}-form` }));
            frame.onload = done;
            form.submit();
          });
          answers.socket = await new Promise(done => {
            const socket = new WebSocket(`${base}${who}-socket`.replace('http', 'ws'));
            socket.onopen = () => done('open');
            socket.onerror = () => done('refused');
          });
          return [answers.read, answers.forged, answers.socket].join(' ');
        }
        """;

    private const string Accept =
        "see('SOCKET', q), s.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: '"
        + " + require('crypto').createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64') + '\\r\\n\\r\\n')";

    [Fact]
    [Trait("Case", "P5")]
    public async Task Page_OfAnotherProjectsPreview_ReachesNeitherThisAppNorAuraWeb()
    {
        const string see = "globalThis.see ??= (m, q) => require('fs').appendFileSync('seen', m + q.url + (q.headers['x-forwarded-user'] ?? '') + ' ')";
        await ServeAsync(7006, $"{see}; see(q.method, q); r.end('<h1>mine</h1>')", upgrade: Accept);
        await using var mine = await OpenAppAsync(7006);
        var theirs = await OpenAttackerAsync();
        var terminals = await Workspace.Page.Locator("#terminals [role=tab]").CountAsync();

        var onApp = await theirs.EvaluateAsync<string>(SendAll, new[] { $"http://{mine.Host}:{Shared.Aura.Address.Port}/", "attack" });
        var onAura = await theirs.EvaluateAsync<string>(SendAll, new[] { $"{Shared.Aura.Address}projects?", "attack" });
        var onTerminals = await theirs.EvaluateAsync<string>(SendAll, new[] { $"{Shared.Aura.Address}sandboxes/{mine.Sandbox}/terminals?", "attack" });
        var own = await mine.Page.EvaluateAsync<string>(SendAll, new[] { $"http://{mine.Host}:{Shared.Aura.Address.Port}/", "own" });

        Assert.Equal(["refused refused refused", "refused refused refused", "refused refused refused", "200 200 open"], [onApp, onAura, onTerminals, own]);
        Assert.Equal("GET/own-forged GET/own-read POST/own-blind POST/own-form SOCKET/own-socket", await SeenAsync());
        Assert.Equal(terminals, await Workspace.Page.Locator("#terminals [role=tab]").CountAsync());
    }

    private async Task<string> SeenAsync() =>
        (await Terminal.AskAsync("tr ' ' '\\n' < seen | grep -E 'own|attack' | sort -u | tr '\\n' ' '")).Trim();

    // The app of a second project of the same person, in a tab of the same browser.
    private async Task<IPage> OpenAttackerAsync()
    {
        var page = await Workspace.Page.Context.NewPageAsync();
        await new NewProjectPage(page).CreateAsync("node-ts", $"Attacker {Guid.NewGuid():n}");
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();
        await workspace.RunAsync();
        await workspace.Preview.WaitForTextAsync("Hello from");
        var sandbox = await workspace.SandboxAsync();
        await page.GotoAsync($"http://{sandbox}.preview.localhost:{Shared.Aura.Address.Port}/");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Hello from");
        return page;
    }
}
