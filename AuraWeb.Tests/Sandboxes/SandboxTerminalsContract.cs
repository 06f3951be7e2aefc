using System.Text;
using AuraWeb.Data;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>What the terminals of every provider promise.</summary>
public abstract class SandboxTerminalsContract
{
    /// <summary>Terminals of a running sandbox.</summary>
    protected abstract ISandboxTerminals Terminals { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_LoginShell_RunsInTheWorkspaceAsTheUser()
    {
        await using var shell = await OpenAsync();
        await shell.TypeAsync("echo \"<$PWD $(id -un) $TERM $COLORTERM>\"\n", Cancel);
        Assert.Contains("</workspace aura xterm-256color truecolor>", await shell.ReadUntilAsync("truecolor>", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Size_IsKnownToTheProgramFromItsStart() =>
        Assert.Equal("33 111\r\n", await RunAsync(Request("stty size") with { Columns = 111, Rows = 33 }));

    [Fact]
    public async Task Open_EnvironmentAndFolder_AreTheProgramsOwn() => Assert.Equal(
        "/tmp Ann\r\n",
        await RunAsync(Request("echo $PWD $GIT_AUTHOR_NAME") with
        {
            WorkingDirectory = SandboxPath.Parse("/tmp"),
            Environment = new Dictionary<string, string> { ["GIT_AUTHOR_NAME"] = "Ann" },
        }));

    [Fact]
    public async Task Open_FolderThatIsNotThere_IsAnErrorAndNoTerminal()
    {
        var request = Request("true") with { WorkingDirectory = SandboxPath.Parse("/workspace/nowhere") };
        var error = (await Terminals.OpenAsync(request, Cancel)).Error;
        Assert.True(error?.Code == SandboxErrorCode.FileNotFound, error?.Message);
        Assert.DoesNotContain((await Terminals.ListAsync(Cancel)).Value, terminal => terminal.Id == request.Id);
    }

    [Fact]
    public async Task Open_SameIdTwiceAtOnce_RunsOnce()
    {
        var request = Request("echo $$; sleep 60");
        var opened = await Task.WhenAll(Terminals.OpenAsync(request, Cancel), Terminals.OpenAsync(request, Cancel));
        Assert.Equal(opened[0].Value, opened[1].Value);
        Assert.Single((await Terminals.ListAsync(Cancel)).Value, terminal => terminal.Id == request.Id);
        await Terminals.CloseAsync(request.Id, Cancel);
    }

    [Fact]
    public async Task Open_GivenUpInTheMiddle_LeavesAWholeTerminalOrNone()
    {
        for (var milliseconds = 0; milliseconds < 40; milliseconds += 4)
        {
            using var leave = new CancellationTokenSource(milliseconds);
            var request = Request("echo here; sleep 60");
            try
            {
                await Terminals.OpenAsync(request, leave.Token);
            }
            catch (OperationCanceledException)
            {
                // Before anything was begun.
            }

            if ((await Terminals.ListAsync(Cancel)).Value.SingleOrDefault(terminal => terminal.Id == request.Id) is { } opened)
            {
                Assert.Null(opened.ExitCode);
                await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
                await connection.ReadUntilAsync("here", Cancel);
                await Terminals.CloseAsync(request.Id, Cancel);
            }
        }
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    public async Task Attach_ProgramThatEnded_GivesAllOutputThenTheExitCode(string end, int code)
    {
        var request = Request($"printf 'L1\\nL2'; {end}");
        await Terminals.OpenAsync(request, Cancel);
        for (var i = 0; i < 2; i++)
        {
            await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
            Assert.Equal("L1\r\nL2", Encoding.UTF8.GetString(await connection.ReadToEndAsync(Cancel)));
            Assert.Equal(code, connection.ExitCode);
        }

        Assert.Equal(code, Assert.Single((await Terminals.ListAsync(Cancel)).Value, terminal => terminal.Id == request.Id).ExitCode);
        Assert.Null(await Terminals.CloseAsync(request.Id, Cancel));
        Assert.Null(await Terminals.CloseAsync(request.Id, Cancel));
        Assert.Equal(SandboxErrorCode.TerminalNotFound, (await Terminals.AttachAsync(request.Id, Cancel)).Error?.Code);
    }

    [Fact]
    [Trait("Case", "X2")]
    public async Task Attach_ShellThatLeavesAJobBehind_Ends()
    {
        await using var shell = await OpenAsync();
        await shell.TypeAsync("sleep 300 & exit\n", Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await shell.ReadToEndAsync(limit.Token);
        Assert.Equal(0, shell.ExitCode);
    }

    [Fact]
    public async Task Attach_BytesOfEveryKind_ComeAsTheyWerePrinted()
    {
        var request = Request("stty raw; python3 -c 'import os; os.write(1, bytes(range(256))*40 + b\"\\n\"*3 + b\"x\"*9000)'");
        await Terminals.OpenAsync(request, Cancel);
        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        byte[] expected = [.. Enumerable.Range(0, 256 * 40).Select(i => (byte)i), .. "\n\n\n"u8, .. Enumerable.Repeat((byte)'x', 9000)];
        Assert.Equal(expected, await connection.ReadToEndAsync(Cancel));
        await Terminals.CloseAsync(request.Id, Cancel);
    }

    [Fact]
    public async Task Attach_AHundredMegabytes_ComeOnceAndInOrder()
    {
        const string Numbers = "seq 1 20000000 | head -c 100000000";
        var sum = await RunAsync(Request($"{Numbers} | sha256sum"));
        var request = Request($"stty raw; {Numbers}");
        await Terminals.OpenAsync(request, Cancel);
        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        Assert.Equal((100_000_000, sum[..64]), await connection.HashToEndAsync(Cancel));
        await Terminals.CloseAsync(request.Id, Cancel);
    }

    [Fact]
    public async Task Attach_SlowReader_HoldsTheProgramBackAndLosesNothing()
    {
        const string Numbers = "seq 1 1000000";
        var sum = await RunAsync(Request($"{Numbers} | sha256sum"));
        var request = Request($"stty raw; {Numbers}");
        await Terminals.OpenAsync(request, Cancel);
        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        var first = new byte[10];
        var count = await connection.ReadAsync(first, Cancel);
        await Task.Delay(1000, Cancel);
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        hash.AppendData(first, 0, count);
        var buffer = new byte[997];
        while ((count = await connection.ReadAsync(buffer, Cancel)) > 0)
        {
            hash.AppendData(buffer, 0, count);
        }

        Assert.Equal(sum[..64], Convert.ToHexStringLower(hash.GetHashAndReset()));
        await Terminals.CloseAsync(request.Id, Cancel);
    }

    [Fact]
    [Trait("Case", "T4")]
    public async Task Open_NobodyReads_TheJobGoesOn()
    {
        var request = Request("yes | head -c 30000000; touch /tmp/flag");
        await Terminals.OpenAsync(request, Cancel);
        while ((await Terminals.ListAsync(Cancel)).Value.Single(terminal => terminal.Id == request.Id).ExitCode is null)
        {
            await Task.Delay(50, Cancel);
        }

        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        Assert.True(connection.OutputWasDropped);
        var kept = await connection.ReadToEndAsync(Cancel);
        Assert.EndsWith("y\r\ny\r\n", Encoding.ASCII.GetString(kept[^6..]), StringComparison.Ordinal);
        await Terminals.CloseAsync(request.Id, Cancel);
    }

    [Fact]
    [Trait("Case", "T3")]
    public async Task Write_SixtyFourKilobytes_ArriveWhole()
    {
        await using var shell = await OpenAsync();
        await shell.TypeAsync("stty -echo; echo RE''ADY; cat > /tmp/p.txt; sha256sum < /tmp/p.txt; echo DO''NE\n", Cancel);
        await shell.ReadUntilAsync("READY", Cancel);
        var line = Encoding.ASCII.GetBytes(new string('a', 54) + "\n");
        byte[] pasted = [.. Enumerable.Range(0, 64 * 1024 / 55).SelectMany(_ => line)];
        await shell.WriteAsync(pasted, Cancel);
        await shell.TypeAsync("\x4", Cancel);
        Assert.Contains(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pasted)),
            await shell.ReadUntilAsync("DONE", Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ProgramThatDoesNotRead_WaitsAndOutputStillComes()
    {
        var request = Request("stty raw -echo; echo ready; for i in $(seq 20); do sleep 0.1; echo tick $i; done; sleep 60");
        await Terminals.OpenAsync(request, Cancel);
        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        await connection.ReadUntilAsync("ready", Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = connection.WriteAsync(new byte[4 << 20], stop.Token).AsTask();
        await connection.ReadUntilAsync("tick 20", Cancel);
        Assert.False(writing.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Null(await Terminals.CloseAsync(request.Id, Cancel));
    }

    [Fact]
    public async Task Resize_RunningProgram_IsTold()
    {
        await using var shell = await OpenAsync();
        await shell.ReadUntilAsync("$", Cancel);
        Assert.Null(await Terminals.ResizeAsync(_opened!, 132, 43, Cancel));
        await shell.TypeAsync("until [ \"$(stty size)\" = '43 132' ]; do sleep 0.05; done; echo DO''NE\n", Cancel);
        await shell.ReadUntilAsync("DONE", Cancel);
    }

    [Fact]
    public async Task Close_ProgramThatIgnoresTheHangUp_IsKilledWithWhatItStarted()
    {
        var mark = $"4{System.Security.Cryptography.RandomNumberGenerator.GetInt32(100000, 999999)}";
        var request = Request($"trap '' HUP; sleep {mark} & sleep {mark}");
        await Terminals.OpenAsync(request, Cancel);
        Assert.Null(await Terminals.CloseAsync(request.Id, Cancel));
        Assert.Equal("gone\r\n", await RunAsync(Request($"pgrep -f 'slee[p] {mark}' || echo gone")));
        Assert.DoesNotContain((await Terminals.ListAsync(Cancel)).Value, terminal => terminal.Id == request.Id);
    }

    [Fact]
    public async Task Attach_UnknownTerminal_IsNotFound() =>
        Assert.Equal(SandboxErrorCode.TerminalNotFound, (await Terminals.AttachAsync(RandomId.New(), Cancel)).Error?.Code);

    private string? _opened;

    protected static TerminalRequest Request(string text) => new(RandomId.New(), "Test", 80, 24) { Argv = ["/bin/bash", "-c", text] };

    private async Task<ITerminalConnection> OpenAsync()
    {
        _opened = RandomId.New();
        Assert.Null((await Terminals.OpenAsync(new(_opened, "Test", 80, 24), Cancel)).Error);
        return (await Terminals.AttachAsync(_opened, Cancel)).Value;
    }

    private async Task<string> RunAsync(TerminalRequest request)
    {
        Assert.Null((await Terminals.OpenAsync(request, Cancel)).Error);
        await using var connection = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        var output = await connection.ReadToEndAsync(Cancel);
        await Terminals.CloseAsync(request.Id, Cancel);
        return Encoding.UTF8.GetString(output);
    }
}
