using System.Security.Cryptography;
using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public abstract partial class SandboxProviderContract
{
    [Fact]
    public async Task Execute_OutputAndErrors_StayApartWithTheExitCode()
    {
        var result = await Provider.ShellAsync(await SharedAsync(), "echo out; echo err >&2; exit 7");
        Assert.Equal(new CommandResult(7, false, "out\n", "err\n"), result);
    }

    [Fact]
    public async Task Execute_Argv_IsNotInterpreted()
    {
        var request = new CommandRequest(["printf", "%s|", "$HOME", "a b", "*", "", "é\n"]);
        Assert.Equal("$HOME|a b|*||é\n|", (await Provider.Commands(await SharedAsync()).RunAsync(request, Cancel)).Output);
    }

    [Fact]
    public async Task Execute_FolderAndVariables_AreThoseAskedFor()
    {
        var request = CommandRequest.Shell("echo $PWD $GREETING $HOME $USER") with
        {
            WorkingDirectory = SandboxPath.Home,
            Environment = new Dictionary<string, string> { ["GREETING"] = "hello" },
        };
        Assert.Equal("/home/aura hello /home/aura aura\n", (await Provider.Commands(await SharedAsync()).RunAsync(request, Cancel)).Output);
    }

    [Fact]
    public async Task Execute_FolderThatDoesNotExist_IsAFailure()
    {
        var request = CommandRequest.Shell("true") with { WorkingDirectory = SandboxPath.Parse("/workspace/nowhere") };
        var events = new List<CommandEvent>();
        await foreach (var happened in Provider.Commands(await SharedAsync()).ExecuteAsync(request, Cancel))
        {
            events.Add(happened);
        }

        Assert.Equal(SandboxErrorCode.FileNotFound, Assert.IsType<CommandFailed>(Assert.Single(events)).Error.Code);
    }

    [Fact]
    public async Task Execute_Input_IsReadToItsEnd()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        using var input = new MemoryStream(bytes);
        var request = new CommandRequest(["sha256sum"]) { Input = input };
        var result = await Provider.Commands(await SharedAsync()).RunAsync(request, Cancel);
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(bytes)), result.Output);
    }

    [Fact]
    public async Task Execute_NoInput_ReadsAnEnd() =>
        Assert.Equal("0\n", (await Provider.ShellAsync(await SharedAsync(), "wc -c")).Output);

    [Fact]
    public async Task Execute_MuchOutput_ArrivesWhole()
    {
        var expected = new StringBuilder();
        for (var i = 1; i <= 300_000; i++)
        {
            expected.Append(i).Append('\n');
        }

        Assert.Equal(expected.ToString(), (await Provider.ShellAsync(await SharedAsync(), "seq 1 300000")).Output);
    }

    [Fact]
    public async Task Execute_Output_ComesWhileTheCommandRuns()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await foreach (var happened in Provider.Commands(await SharedAsync()).ExecuteAsync(CommandRequest.Shell("echo now; sleep 1000"), stop.Token))
        {
            Assert.Equal("now\n", Encoding.UTF8.GetString(Assert.IsType<CommandOutput>(happened).Bytes.Span));
            break;
        }

        await AssertNoneAsync("sleep 1000");
    }

    [Fact]
    public async Task Execute_KilledBySignal_Is128AndItsNumber()
    {
        var id = await SharedAsync();
        Assert.Equal(137, (await Provider.ShellAsync(id, "kill -9 $$")).Code);
        Assert.Equal(143, (await Provider.Commands(id).RunAsync(new(["bash", "-c", "kill -15 $$"]), Cancel)).Code);
    }

    [Fact]
    public async Task Execute_ProgramThatDoesNotExist_Exits127()
    {
        var result = await Provider.Commands(await SharedAsync()).RunAsync(new(["no-such-program"]), Cancel);
        Assert.Equal(127, result.Code);
        Assert.Contains("no-such-program", result.Error);
    }

    [Fact, Trait("Case", "M2")]
    public async Task Execute_Timeout_EndsTheWholeTree()
    {
        var id = await SharedAsync();
        var request = CommandRequest.Shell("sleep 2001 & setsid -f sleep 2001; (sleep 2001 &) ; trap '' TERM HUP INT; echo started; sleep 2001")
            with
        { Timeout = TimeSpan.FromSeconds(2) };
        var result = await Provider.Commands(id).RunAsync(request, Cancel);
        Assert.True(result.TimedOut);
        Assert.Equal("started\n", result.Output);
        await AssertNoneAsync("sleep 2001");
        Assert.Equal("next\n", (await Provider.ShellAsync(id, "echo next")).Output);
    }

    [Fact]
    public async Task Execute_Cancelled_EndsTheWholeTree()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Provider.Commands(await SharedAsync()).RunAsync(CommandRequest.Shell("setsid -f sleep 2002; sleep 2002"), stop.Token);
        await UntilAsync("sleep 2002", count => count == 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AssertNoneAsync("sleep 2002");
    }

    [Fact]
    public async Task Execute_ServerLeftBehind_DoesNotHoldTheCommand()
    {
        var id = await SharedAsync();
        var request = CommandRequest.Shell("sleep 2003 & echo done") with { Timeout = TimeSpan.FromSeconds(30) };
        var result = await Provider.Commands(id).RunAsync(request, Cancel);
        Assert.Equal(new CommandResult(0, false, "done\n", ""), result);
        Assert.Equal(0, (await Provider.ShellAsync(id, "pkill -f '^sleep 2003'")).Code);
    }

    [Fact]
    public async Task Execute_Twenty_AtOnce_EachHasItsOwn()
    {
        var id = await SharedAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Provider.ShellAsync(id, $"echo {i}; exit {i}")));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => new CommandResult(i, false, $"{i}\n", "")), results);
    }

    private async Task AssertNoneAsync(string command) => await UntilAsync(command, count => count == 0);

    private async Task UntilAsync(string command, Func<int, bool> reached)
    {
        var id = await SharedAsync();
        while (true)
        {
            var found = await Provider.Commands(id).RunAsync(new(["pgrep", "-fc", $"^{command}"]), Cancel);
            if (reached(int.Parse(found.Output)))
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }
    }
}
