using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Terminals in a browser that broke for others.</summary>
public sealed partial class TerminalCases(SharedAura shared) : WorkspaceJourney(shared)
{
    [Fact]
    [Trait("Case", "T1")]
    public async Task Output_CutInsideACharacter_ShowsWhole()
    {
        await Terminal.DoAsync(
            """clear; python3 -c "import os,time; w=lambda b:(os.write(1,b),time.sleep(.5)); w(b'L1 ok\n'); w(b'L2 \xe2'); w(b'\x94\x80 end\n\xff L3 ok\n')" """);

        var lines = (await Terminal.TextAsync()).Split('\n');
        Assert.Contains("L1 ok", lines);
        Assert.Contains("L2 ─ end", lines);
        Assert.Contains("\uFFFD L3 ok", lines);
    }

    [Fact]
    [Trait("Case", "T2")]
    public async Task Queries_InReplayedOutput_AreNotAnsweredAgain()
    {
        await Terminal.DoAsync("(sleep 4; printf '\\033[6n\\033[c\\033]11;?\\007'; touch asked) & clear");
        var title = await Workspace.ShownTerminalAsync();
        await Workspace.Page.CloseAsync();
        await Task.Delay(TimeSpan.FromSeconds(6), Ct);

        for (var load = 0; load < 2; load++)
        {
            var again = await OpenWorkspaceAsync();
            await again.ShowTerminalAsync(title);
            await Task.Delay(TimeSpan.FromSeconds(2), Ct);
            await again.Terminal.PressAsync("Enter");
            await again.Terminal.DoAsync($"ls /workspace/{Folder}/asked");
            Assert.DoesNotMatch(Report(), await again.Terminal.TextAsync());
            await again.Terminal.TypeAsync("IFS= read -rs -d R -p $'\\e[6n' x; printf 'Position%q\\n' \"$x\"\n");
            await again.Terminal.WaitForAsync(Position());
            await again.Page.CloseAsync();
        }
    }

    [Fact]
    [Trait("Case", "T3")]
    public async Task Paste_OfALongText_ArrivesWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 64 * 1024 / 56).Select(line => $"{line:d6} {new string('x', 48)}\n"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        await Terminal.TypeAsync("clear; cat > p.txt\n");
        await Task.Delay(500, Ct);
        await Terminal.PasteAsync(text);
        await Eventually.TrueAsync("the paste to arrive", async () => (await Terminal.TextAsync()).Contains(text[^56..^1], StringComparison.Ordinal));
        await Terminal.PressAsync("Control+d");
        await Terminal.DoAsync("clear");

        Assert.Equal(hash, await Terminal.AskAsync("sha256sum p.txt | cut -d' ' -f1"));
    }

    [Fact]
    [Trait("Case", "T3")]
    public async Task Paste_WithAHiddenEndOfPaste_RunsNothing()
    {
        await Terminal.PasteAsync("echo safe\u001b[201~\rtouch pwned\r");
        await Task.Delay(TimeSpan.FromSeconds(2), Ct);
        await Terminal.PressAsync("Control+c");

        Assert.Equal(2, await Terminal.RunAsync("ls pwned"));
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Flood_WithNobodyWatching_GoesOn()
    {
        await Terminal.TypeAsync($"yes | head -c 100000000; echo done > flag\n");
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        var title = await Workspace.ShownTerminalAsync();
        await Workspace.Page.CloseAsync();

        var other = await OpenWorkspaceAsync();
        await other.Terminal.OpenAnotherAsync();
        await other.Terminal.DoAsync($"until test -s /workspace/{Folder}/flag; do sleep 1; done", TimeSpan.FromSeconds(150));
        await other.ShowTerminalAsync(title);
        await other.Terminal.WaitForAsync(Flooded());
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Flood_Interrupted_GivesThePromptBack()
    {
        await Terminal.TypeAsync("yes\n");
        await Task.Delay(TimeSpan.FromSeconds(5), Ct);
        await Terminal.PressAsync("Control+c");

        await Terminal.WaitForAsync(Interrupted(), TimeSpan.FromSeconds(5));
        await Terminal.DoAsync("true");
    }

    [Fact]
    [Trait("Case", "X2")]
    public async Task Exit_WithAJobLeft_SaysEnded()
    {
        await Terminal.TypeAsync("sleep 300 & exit\n");

        await Assertions.Expect(Workspace.Page.GetByTestId("terminal")).ToContainTextAsync(new Regex("ended", RegexOptions.IgnoreCase), new() { Timeout = 5_000 });
        await Terminal.OpenAnotherAsync();
        await Terminal.DoAsync("true");
    }

    [Fact]
    [Trait("Case", "X3")]
    [Trait("Kind", "Soak")]
    public async Task Shell_LeftAlone_IsTheSameAndLosesNoKey()
    {
        var shell = await Terminal.AskAsync("echo $$");
        await Task.Delay(TimeSpan.FromSeconds(130), Ct);

        Assert.Equal(shell, await Terminal.AskAsync("echo $$"));
    }

    [GeneratedRegex(@"\d+;\d+R|\?1;2c|rgb:")]
    private static partial Regex Report();

    [GeneratedRegex(@"Position\S*\d+\\?;\d+")]
    private static partial Regex Position();

    [GeneratedRegex(@"y\n(y\n)*")]
    private static partial Regex Flooded();

    [GeneratedRegex(@"\^C")]
    private static partial Regex Interrupted();
}
