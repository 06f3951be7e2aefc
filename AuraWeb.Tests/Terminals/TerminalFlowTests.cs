using System.Security.Cryptography;
using System.Text;
using AuraWeb.Terminals;

namespace AuraWeb.Tests.Terminals;

/// <summary>Resuming, pace, several viewers, answers to queries, and a restart of AuraWeb.</summary>
[Collection(Alone.Name)]
public sealed class TerminalFlowTests(TerminalHost host) : IClassFixture<TerminalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resume_CutAnywhere_MissesAndRepeatsNothing()
    {
        // Less than the ring holds: whenever it comes back, the rest is there.
        var terminal = await host.OpenAsync("stty raw; for i in $(seq 40); do seq -f 'zeile ─ %g' $((i*1000)) $((i*1000+999)); sleep 0.02; done");
        using var whole = new MemoryStream();
        TerminalPage? before = null;
        while (before is not { HasExited: true })
        {
            var page = await TerminalPage.OpenAsync(host, "owner", terminal, before: before);
            Assert.True(before is null || page.Epoch == before.Epoch);
            Assert.Equal(before?.Offset ?? 0, whole.Length);
            before?.Dispose();
            before = page;
            for (var left = RandomNumberGenerator.GetInt32(1, 12); left > 0 && await page.ReceiveAsync(); left--)
            {
                // Some messages, then the network is gone.
            }

            page.Output.WriteTo(whole);
        }

        before.Dispose();
        var expected = string.Concat(Enumerable.Range(1, 40).SelectMany(i => Enumerable.Range(i * 1000, 1000)).Select(i => $"zeile ─ {i}\n"));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(expected))), Convert.ToHexString(SHA256.HashData(whole.ToArray())));
        Assert.Equal(0, before.ExitCode);
    }

    [Fact]
    public async Task Reload_WithoutAnOffset_PaintsWhatIsKeptFromAWholeCharacter()
    {
        var terminal = await host.OpenAsync("stty raw; python3 -c \"import sys; sys.stdout.write('─' * 700000); sys.stdout.flush(); import time; time.sleep(60)\"");
        using var first = await TerminalPage.OpenAsync(host, "owner", terminal);
        while (first.Offset < 2_100_000)
        {
            Assert.True(await first.ReceiveAsync());
        }

        using var second = await TerminalPage.OpenAsync(host, "owner", terminal);
        Assert.True(second.Dropped);
        while (second.Offset < 2_100_000)
        {
            Assert.True(await second.ReceiveAsync());
        }

        Assert.InRange(second.Output.Length, OutputRing.Capacity * 3 / 4, OutputRing.Capacity);
        Assert.DoesNotContain('\ufffd', second.Text);
    }

    [Fact]
    public async Task TwoViewers_SeeTheSame()
    {
        var terminal = await host.OpenAsync("stty raw; sleep 0.5; seq 1 300000");
        using var first = await TerminalPage.OpenAsync(host, "owner", terminal);
        using var second = await TerminalPage.OpenAsync(host, "viewer", terminal);
        await Task.WhenAll(first.UntilClosedAsync(), second.UntilClosedAsync());
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 300000).Select(i => $"{i}\n")))), SHA256.HashData(first.Output.ToArray()));
        Assert.Equal(first.Output.ToArray(), second.Output.ToArray());
    }

    [Fact]
    public async Task Flood_ViewerThatAcks_GetsEveryByte()
    {
        var terminal = await host.OpenAsync("read -r; stty raw; echo GO; seq 1 10000000 | head -c 10000000");
        using var page = await TerminalPage.OpenAsync(host, "owner", terminal);
        await page.TypeAsync("\n");
        await page.UntilAsync("GO\n");
        await page.UntilClosedAsync();
        Assert.Equal(1, page.Readies);
        Assert.Equal(10_000_000, page.Output.Length - (page.Text.IndexOf("GO\n", StringComparison.Ordinal) + 3));
        Assert.True(page.HasExited);
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Flood_ViewerThatStalls_StopsNobodyAndIsPaintedAnew()
    {
        var terminal = await host.OpenAsync("stty raw; yes | head -c 12000000; echo DONE; sleep 60");
        using var stalled = await TerminalPage.OpenAsync(host, "owner", terminal);
        stalled.Acknowledges = false;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var other = await TerminalPage.OpenAsync(host, "viewer", terminal);
        while (!other.Text.EndsWith("DONE\n", StringComparison.Ordinal))
        {
            Assert.True(await other.ReceiveAsync());
            if (other.Output.Length > OutputRing.Capacity)
            {
                other.Output.SetLength(0);
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
        while (stalled.Offset < TerminalSession.Window)
        {
            await stalled.ReceiveAsync();
        }

        stalled.Acknowledges = true;
        await stalled.SayAsync(new { type = "ack", offset = stalled.Offset });
        await stalled.UntilAsync("DONE");
        Assert.Equal(2, stalled.Readies);
        Assert.True(stalled.Dropped);
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Flood_ViewerThatLeft_DoesNotFreezeTheJob()
    {
        var terminal = await host.OpenShellAsync();
        using (var page = await TerminalPage.OpenAsync(host, "owner", terminal))
        {
            await page.TypeAsync("rm -f /tmp/flag; yes | head -c 15000000; echo done > /tmp/flag\n");
            await page.UntilAsync("y\r\ny\r\n");
        }

        using var later = await TerminalPage.OpenAsync(host, "owner", await host.OpenAsync("until [ -e /tmp/flag ]; do sleep 0.1; done; cat /tmp/flag"));
        await later.UntilAsync("done");
        using var back = await TerminalPage.OpenAsync(host, "owner", terminal);
        await back.UntilAsync("y\r\ny\r\n");
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Flood_CtrlC_StopsIt()
    {
        using var page = await TerminalPage.OpenAsync(host, "owner", await host.OpenShellAsync());
        await page.TypeAsync("yes\n");
        await page.UntilAsync("y\r\ny\r\n");
        await page.TypeAsync("\x3");
        await page.TypeAsync("echo ba''ck\n");
        while (!page.Text.Contains("back", StringComparison.Ordinal))
        {
            page.Output.SetLength(0);
            Assert.True(await page.ReceiveAsync());
        }
    }

    [Fact]
    [Trait("Case", "T2")]
    public async Task Query_PrintedWhileNobodyLooked_IsNeverAnswered()
    {
        var terminal = await host.OpenShellAsync();
        using (var page = await TerminalPage.OpenAsync(host, "owner", terminal))
        {
            await page.TypeAsync("(sleep 1; printf '\\033[6n\\033[c'; touch /tmp/asked) &\n");
            await page.UntilAsync("touch");
        }

        using var waiting = await TerminalPage.OpenAsync(host, "owner", await host.OpenAsync("until [ -e /tmp/asked ]; do sleep 0.1; done; echo asked; sleep 60"));
        await waiting.UntilAsync("asked");
        using var back = await TerminalPage.OpenAsync(host, "owner", terminal);
        await back.UntilAsync("\u001b[6n\u001b[c");
        Assert.Equal(back.Offset, back.Live);
        await back.SayAsync(new { type = "answer", offset = 0, data = "\u001b[1;1R" });
        await back.TypeAsync("echo DO''NE\n");
        await back.UntilAsync("DONE");
        Assert.DoesNotContain("1;1R", back.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "T2")]
    public async Task Query_Live_IsAnsweredByOneViewer()
    {
        var terminal = await host.OpenAsync("stty -echo; read -r; IFS= read -rs -d R -p $'\\e[6n' x; printf '<%q>' \"$x\"; IFS= read -rs -t 1 -d R y; printf '<%q>' \"$y\"; sleep 60");
        using var first = await TerminalPage.OpenAsync(host, "owner", terminal);
        using var second = await TerminalPage.OpenAsync(host, "editor", terminal);
        var offset = second.Offset;
        await first.TypeAsync("\n");
        await Task.WhenAll(first.UntilAsync("\u001b[6n"), second.UntilAsync("\u001b[6n"));
        await second.SayAsync(new { type = "answer", offset, data = "\u001b[2;2R" });
        await first.SayAsync(new { type = "answer", offset, data = "\u001b[1;1R" });
        await first.UntilAsync("<''>");
        Assert.Contains("<$'\\E[1;1'>", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_CounterThatRuns_ShowsEveryNumberOnce()
    {
        var terminal = await host.OpenAsync("echo pid $$; for i in $(seq 1 80); do echo n$i; sleep 0.1; done");
        string epoch;
        using (var page = await TerminalPage.OpenAsync(host, "owner", terminal))
        {
            await page.UntilAsync("n10\r\n");
            var restarting = host.RestartAsync();
            await page.UntilClosedAsync();
            Assert.Equal(TerminalProtocol.ComeBack, page.CloseCode);
            await restarting;
            epoch = page.Epoch;
            using var after = await TerminalPage.OpenAsync(host, "owner", terminal, before: page);
            Assert.NotEqual(epoch, after.Epoch);
            await after.UntilClosedAsync();
            Assert.Equal(string.Concat(Enumerable.Range(1, 80).Select(i => $"n{i}\r\n")), after.Text[(after.Text.IndexOf('\n') + 1)..]);
            Assert.Equal(0, after.ExitCode);
        }
    }
}
