using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>Crashes, restarts and what is left on the host.</summary>
public sealed class LocalLifecycleTests : IAsyncDisposable
{
    private readonly LocalHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Restart_OfAuraWeb_LeavesSandboxesRunning()
    {
        var id = await StartAsync(_host.NewSpec());
        await _host.Provider.ShellAsync(id, "setsid -f sleep 4001 >/dev/null 2>&1 </dev/null; echo before > note");
        var before = InitRecord.Read(_host.Paths, id);
        await _host.RestartAsync();
        Assert.Equal(new ObservedSandbox(ObservedState.Running, null), (await _host.Provider.ObserveAsync(id, Cancel)).Value);
        Assert.Equal(before, InitRecord.Read(_host.Paths, id));
        Assert.Equal("1\nbefore\n", (await _host.Provider.ShellAsync(id, "pgrep -fc '^sleep 4001'; cat note")).Output);
        Assert.Null((await _host.Provider.Files(id).StatAsync(SandboxPath.Parse("note"), Cancel)).Error);
        Assert.Null(await _host.Provider.StopAsync(id, Cancel));
        Assert.Equal(ObservedState.Stopped, (await _host.Provider.ObserveAsync(id, Cancel)).Value.State);
    }

    [Fact]
    public async Task FirstProcess_Killed_IsStoppedWithAReason()
    {
        var spec = _host.NewSpec();
        var id = await StartAsync(spec);
        _ = Native.Kill(InitRecord.Read(_host.Paths, id)!.Process, Native.SignalKill);
        ObservedSandbox seen;
        while ((seen = (await _host.Provider.ObserveAsync(id, Cancel)).Value).State == ObservedState.Running)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.NotNull(seen.Reason);
        Assert.Null(await _host.Provider.StartAsync(id, spec, Cancel));
        Assert.Equal(0, (await _host.Provider.ShellAsync(id, "true")).Code);
    }

    [Fact]
    public async Task Reboot_IsStoppedWithoutAReason()
    {
        var spec = _host.NewSpec();
        var id = await StartAsync(spec);
        await _host.Provider.ShellAsync(id, "echo kept > kept; sync");
        _ = Native.Kill(InitRecord.Read(_host.Paths, id)!.Process, Native.SignalKill);
        File.Delete(_host.Paths.InitRecord(id));
        Assert.Equal(new ObservedSandbox(ObservedState.Stopped, null), (await _host.Provider.ObserveAsync(id, Cancel)).Value);
        Assert.Null(await _host.Provider.StartAsync(id, spec, Cancel));
        Assert.Equal("kept\n", (await _host.Provider.ShellAsync(id, "cat kept")).Output);
    }

    [Fact]
    public async Task Create_InterruptedAtEachStep_IsFinishedByTheNext()
    {
        var spec = _host.NewSpec();
        var id = spec.Id;
        Directory.CreateDirectory(_host.Paths.Kept(id));
        await File.WriteAllTextAsync(_host.Paths.Record(id), "{\"Us", Cancel);
        await File.WriteAllTextAsync(_host.Paths.Image(id) + ".1.new", "half", Cancel);
        Assert.Equal(ObservedState.Absent, (await _host.Provider.ObserveAsync(id, Cancel)).Value.State);
        Assert.Equal(id, await StartAsync(spec));
        Assert.Equal(2, Directory.GetFiles(_host.Paths.Kept(id)).Length);
    }

    [Fact]
    public async Task Start_InterruptedAfterTheContainerWasMade_IsFinishedByTheNext()
    {
        var spec = _host.NewSpec();
        var id = await StartAsync(spec);
        var init = InitRecord.Read(_host.Paths, id)!;
        (init with { Started = false }).Write(_host.Paths, id);
        Assert.Equal(new ObservedSandbox(ObservedState.Stopped, null), (await _host.Provider.ObserveAsync(id, Cancel)).Value);
        Assert.Null(await _host.Provider.StartAsync(id, spec, Cancel));
        Assert.False(init.IsAlive);
        Assert.Equal(0, (await _host.Provider.ShellAsync(id, "true")).Code);
    }

    [Fact]
    public async Task Start_Cancelled_LeavesNothingRunning()
    {
        var spec = _host.NewSpec();
        Assert.Null((await _host.Provider.CreateAsync(spec, Cancel)).Error);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Provider.StartAsync(spec.Id, spec, cancelled.Token));
        Assert.Empty(Cgroups.Processes(_host.Paths, spec.Id));
        Assert.Equal(ObservedState.Stopped, (await _host.Provider.ObserveAsync(spec.Id, Cancel)).Value.State);
    }

    [Fact]
    public async Task Stop_ProcessThatIgnoresIt_EndsAnyway()
    {
        var id = await StartAsync(_host.NewSpec());
        await _host.Provider.ShellAsync(id, "setsid -f bash -c \"trap '' TERM HUP; sleep 4002\" >/dev/null 2>&1");
        var init = InitRecord.Read(_host.Paths, id)!;
        Assert.Null(await _host.Provider.StopAsync(id, Cancel));
        Assert.False(init.IsAlive);
    }

    [Fact]
    public async Task Delete_LeavesNothingOnTheHost()
    {
        var id = await StartAsync(_host.NewSpec());
        var init = InitRecord.Read(_host.Paths, id)!;
        await _host.Provider.ShellAsync(id, "setsid -f sleep 4003 >/dev/null 2>&1");
        _ = await _host.Provider.Files(id).ListAsync(SandboxPath.Workspace, Cancel);
        Assert.Null(await _host.Provider.DeleteAsync(id, Cancel));
        Assert.False(init.IsAlive);
        Assert.Empty(Cgroups.Processes(_host.Paths, id));
        Assert.Empty(Directory.EnumerateDirectories("/sys/fs/cgroup", id, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }));
        Assert.False(Directory.Exists(_host.Paths.Kept(id)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Paths.Run, $"*{id}*", SearchOption.AllDirectories));
        Assert.DoesNotContain(id, await _host.Get<Launcher>().InvokeAsync(() => File.ReadAllText("/proc/thread-self/mountinfo")));
        Assert.DoesNotContain(id, await Host.RunAsync("losetup", "-a"));
        Assert.DoesNotContain(id, await File.ReadAllTextAsync("/run/auraweb-uids/ranges", Cancel));
        while ((await Host.RunAsync("pgrep", "-f", $"slirp4netns .* {init.Process} tap0")).Length > 0)
        {
            await Task.Delay(10, Cancel);
        }
    }

    [Fact]
    public async Task TwoDataFolders_OnOneHost_KeepApart()
    {
        await using var other = new LocalHost();
        var here = await StartAsync(_host.NewSpec());
        var spec = other.NewSpec();
        Assert.Null((await other.Provider.CreateAsync(spec, Cancel)).Error);
        Assert.Null(await other.Provider.StartAsync(spec.Id, spec, Cancel));
        Assert.NotEqual(SandboxRecord.Read(_host.Paths, here)!.UserRange, SandboxRecord.Read(other.Paths, spec.Id)!.UserRange);
        Assert.Equal(ObservedState.Absent, (await other.Provider.ObserveAsync(here, Cancel)).Value.State);
        Assert.Null(await other.Provider.DeleteAsync(here, Cancel));
        Assert.Equal(ObservedState.Running, (await _host.Provider.ObserveAsync(here, Cancel)).Value.State);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task Reference_ThatIsNoId_IsRefused(string reference) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _host.Provider.DeleteAsync(reference, Cancel));

    private async Task<string> StartAsync(SandboxSpec spec)
    {
        var id = (await _host.Provider.CreateAsync(spec, Cancel)).Value;
        Assert.Null(await _host.Provider.StartAsync(id, spec, Cancel));
        return id;
    }
}
