using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>What one sandbox can take from the others and from the host.</summary>
public sealed class LimitTests(LocalFixture fixture) : IClassFixture<LocalFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ISandboxProvider Provider => fixture.Host.Provider;

    [Fact]
    public async Task ForkBomb_IsHeld_WhileOthersLive()
    {
        var id = await fixture.StartAsync(fixture.Host.NewSpec(cpu: 0.5));
        var bomb = CommandRequest.Shell("b() { b | b & }; b 2>/dev/null; sleep 1000") with { Timeout = TimeSpan.FromSeconds(3) };
        var bombing = Provider.Commands(id).RunAsync(bomb, Cancel);
        await Task.Delay(1500, Cancel);
        Assert.Equal("alive\n", (await Provider.ShellAsync(fixture.Shared, "echo alive")).Output);
        Assert.InRange(Cgroups.Processes(fixture.Host.Paths, id).Count, 2, 2048);
        Assert.Null(await Provider.StopAsync(id, Cancel));
        await bombing;
        Assert.Empty(Cgroups.Processes(fixture.Host.Paths, id));
    }

    [Fact]
    public async Task MemoryHog_IsKilled_WhileTheFirstProcessLives()
    {
        var id = await fixture.StartAsync(fixture.Host.NewSpec(memory: 128L << 20));
        Assert.Equal(137, (await Provider.ShellAsync(id, "exec python3 -c 'x = bytearray(1 << 30)'")).Code);
        Assert.Equal(ObservedState.Running, (await Provider.ObserveAsync(id, Cancel)).Value.State);
        Assert.Equal(0, (await Provider.ShellAsync(id, "exec python3 -c 'x = bytearray(32 << 20)'")).Code);
    }

    [Fact]
    public async Task Cpu_IsThrottled()
    {
        var id = await fixture.StartAsync(fixture.Host.NewSpec(cpu: 0.25));
        var script = "python3 -c 'import time; t=time.time(); c=time.process_time()\nwhile time.time()-t<2: pass\nprint(int((time.process_time()-c)*1000))'";
        Assert.InRange(int.Parse((await Provider.ShellAsync(id, script)).Output), 50, 1000);
    }

    [Fact, Trait("Case", "F6")]
    public async Task FullDisk_SaysSo_AndTheHostHasSpace()
    {
        var id = await fixture.StartAsync(fixture.Host.NewSpec(storage: 64L << 20));
        var full = await Provider.ShellAsync(id, "head -c 200M /dev/zero > fill");
        Assert.NotEqual(0, full.Code);
        Assert.Contains("No space left", full.Error);
        Assert.InRange(new FileInfo(fixture.Host.Paths.Image(id)).Length, 1, 64L << 20);
        Assert.Equal(0, (await Provider.ShellAsync(id, "rm fill && echo x > y")).Code);
    }

    [Fact]
    public async Task MoreStorage_IsThereAfterTheNextStart()
    {
        var spec = fixture.Host.NewSpec(storage: 64L << 20);
        var id = await fixture.StartAsync(spec);
        await Provider.ShellAsync(id, "echo kept > kept");
        Assert.Null(await Provider.StopAsync(id, Cancel));
        Assert.Null(await Provider.StartAsync(id, spec with { Limits = spec.Limits with { StorageBytes = 256L << 20 } }, Cancel));
        Assert.Equal(new CommandResult(0, false, "kept\n", ""), await Provider.ShellAsync(id, "head -c 150M /dev/zero > big && cat kept"));
    }

    [Fact]
    public async Task Temporary_IsBounded() =>
        Assert.NotEqual(0, (await Provider.ShellAsync(fixture.Shared, "head -c 1G /dev/zero > /tmp/fill; r=$?; rm /tmp/fill; exit $r")).Code);
}
