using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Terminals;
using AuraWeb.Tests.Sandboxes;
using AuraWeb.Tests.Sandboxes.Local;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

/// <summary>Previews of real sandboxes. Disposing it leaves nothing on the host.</summary>
public sealed class RealPreviewFixture : PreviewFixture
{
    /// <summary>A server that tells its address and what it was asked, and echoes what a socket sends.</summary>
    private const string Server =
        """
        const http = require('http'), { createHash } = require('crypto');
        const [port, address] = process.argv.slice(2);
        const server = http.createServer((q, r) => r.end(`${address} ${q.method} ${q.url} ${q.headers.host}`));
        server.on('upgrade', (q, socket) => {
          const accept = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
          socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            + `Sec-WebSocket-Protocol: vite-hmr\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
          const hello = Buffer.from(`${address} ${q.headers.origin}`);
          socket.write(Buffer.concat([Buffer.from([0x81, hello.length]), hello]));
        });
        server.listen(+port, address, () => console.log('up'));
        """;

    protected override string ProviderOfSandboxes => "local";

    private ISandboxProvider Local => Services.GetRequiredService<SandboxProviders>().Find("local")!;

    /// <summary>Starts a server in a sandbox, which ends with the sandbox; returns when it listens.</summary>
    internal async Task ServeAsync(string sandbox, int port, string address)
    {
        var started = await Local.ShellAsync(
            sandbox, $"cat > /tmp/{port}.cjs <<'End'\n{Server}\nEnd\n"
            + $"setsid node /tmp/{port}.cjs {port} {address} > /tmp/{port}.log 2>&1 < /dev/null & until grep -q up /tmp/{port}.log; do sleep 0.05; done");
        Assert.Equal(0, started.Code);
    }

    /// <summary>Runs a shell text in a terminal and waits until it has ended, or has printed “ready”.</summary>
    internal async Task RunAsync(string sandbox, string title, string text)
    {
        var id = RandomId.New();
        var request = new TerminalRequest(id, title, 80, 24) { Argv = ["/bin/bash", "-c", text] };
        Assert.Null((await Services.GetRequiredService<TerminalService>().OpenAsync(Actor.System, sandbox, request, CancellationToken.None)).Error);
        var tails = Services.GetRequiredService<TerminalTails>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await tails.FindAsync(Actor.System, sandbox, title, patience.Token) is not { } tail
            || (tail.ExitCode is null && !tail.Lines.Contains("ready")))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await using (var db = await ContextAsync())
        {
            foreach (var id in await db.Set<Sandbox>().Select(sandbox => sandbox.Id).ToListAsync())
            {
                Assert.Null(await Local.DeleteAsync(id, CancellationToken.None));
            }
        }

        var paths = Services.GetRequiredService<LocalPaths>();
        var (run, cgroup) = (paths.Run, paths.CgroupParent);
        await base.DisposeAsync();
        await Host.RunAsync("umount", Path.Combine(run, "ns", "mnt"));
        await Host.RunAsync("umount", run);
        Directory.Delete(run);
        foreach (var folder in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => root + cgroup).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }
    }

    protected override void Configure(IServiceCollection services)
    {
        // As it is: the local provider.
    }
}
