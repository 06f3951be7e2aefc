using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>What every provider promises. A provider's tests derive from it and say where sandboxes come from.</summary>
public abstract partial class SandboxProviderContract
{
    /// <summary>The provider under test.</summary>
    protected abstract ISandboxProvider Provider { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A sandbox that runs; tests share it and leave it running.</summary>
    protected abstract Task<string> SharedAsync();

    /// <summary>A description of a sandbox that does not exist yet; it is deleted when the tests end.</summary>
    protected abstract SandboxSpec NewSpec();

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
    public async Task Delete_NeverCreated_IsSuccess() => Assert.Null(await Provider.DeleteAsync(NewSpec().Id, Cancel));

    [Fact]
    public async Task Start_NeverCreated_SaysThatThereIsNone()
    {
        var spec = NewSpec();
        Assert.Equal(SandboxErrorCode.SandboxNotFound, (await Provider.StartAsync(spec.Id, spec, Cancel))?.Code);
    }

    [Fact]
    public async Task Parts_OfStoppedSandbox_SayThatItIsStopped()
    {
        var spec = NewSpec();
        var reference = (await Provider.CreateAsync(spec, Cancel)).Value;
        var events = new List<CommandEvent>();
        await foreach (var happened in Provider.Commands(reference).ExecuteAsync(CommandRequest.Shell("true"), Cancel))
        {
            events.Add(happened);
        }

        Assert.Equal(SandboxErrorCode.SandboxStopped, Assert.IsType<CommandFailed>(Assert.Single(events)).Error.Code);
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await Provider.Ports(reference).ListAsync(Cancel)).Error?.Code);
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await Provider.Ports(reference).ConnectAsync(80, Cancel)).Error?.Code);
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await Provider.Files(reference).ListAsync(SandboxPath.Workspace, Cancel)).Error?.Code);
    }
}
