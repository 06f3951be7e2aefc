using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>What every provider promises. A provider's tests derive from it and say where sandboxes come from.</summary>
public abstract partial class SandboxProviderContract
{
    /// <summary>The provider under test.</summary>
    protected abstract ISandboxProvider Provider { get; }

    /// <summary>A sandbox that runs; tests share it and leave it running.</summary>
    protected abstract Task<string> SharedAsync();

    /// <summary>A description of a sandbox that does not exist yet; it is deleted when the tests end.</summary>
    protected abstract SandboxSpec NewSpec();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lifecycle_EveryStepTwice_IsTheSame()
    {
        var spec = NewSpec();
        Assert.Equal(ObservedState.Absent, (await Provider.ObserveAsync(spec.Id, Cancel)).Value.State);
        var reference = (await Provider.CreateAsync(spec, Cancel)).Value;
        Assert.Equal(reference, (await Provider.CreateAsync(spec, Cancel)).Value);
        Assert.Equal(new ObservedSandbox(ObservedState.Stopped, null), (await Provider.ObserveAsync(reference, Cancel)).Value);
        Assert.Null(await Provider.StartAsync(reference, spec, Cancel));
        Assert.Null(await Provider.StartAsync(reference, spec, Cancel));
        Assert.Equal(new ObservedSandbox(ObservedState.Running, null), (await Provider.ObserveAsync(reference, Cancel)).Value);
        Assert.Equal(0, (await Provider.ShellAsync(reference, "echo kept > /workspace/a; echo kept > ~/b")).Code);
        Assert.Null(await Provider.StopAsync(reference, Cancel));
        Assert.Null(await Provider.StopAsync(reference, Cancel));
        Assert.Equal(new ObservedSandbox(ObservedState.Stopped, null), (await Provider.ObserveAsync(reference, Cancel)).Value);
        Assert.Null(await Provider.StartAsync(reference, spec, Cancel));
        Assert.Equal("kept\nkept\n", (await Provider.ShellAsync(reference, "cat /workspace/a /home/aura/b")).Output);
        Assert.Null(await Provider.DeleteAsync(reference, Cancel));
        Assert.Null(await Provider.DeleteAsync(reference, Cancel));
        Assert.Equal(ObservedState.Absent, (await Provider.ObserveAsync(reference, Cancel)).Value.State);
    }

    [Fact]
    public async Task Execute_OutputAndErrors_StayApartWithTheExitCode()
    {
        var result = await Provider.ShellAsync(await SharedAsync(), "echo out; echo err >&2; exit 7");
        Assert.Equal(new CommandResult(7, false, "out\n", "err\n"), result);
    }

    [Fact]
    public async Task Files_WrittenFromOutside_AreReadInside()
    {
        var id = await SharedAsync();
        using var content = new MemoryStream("hello"u8.ToArray());
        var written = await Provider.Files(id).WriteAsync(SandboxPath.Parse("outside.txt"), content, WriteCondition.Always, Cancel);
        Assert.Null(written.Error);
        Assert.Equal("hello aura", (await Provider.ShellAsync(id, "printf '%s ' $(cat outside.txt); printf %s $(stat -c %U outside.txt)")).Output);
    }
}
