using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public sealed class ReconcilerTests(DoorFixture fixture) : IClassFixture<DoorFixture>, IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public void Dispose()
    {
        (fixture.Provider.OnCreate, fixture.Provider.OnStart, fixture.Provider.OnObserve) = (() => null, () => null, () => null);
        fixture.Provider.CreateGate = Task.CompletedTask;
        fixture.Provider.Calls.Clear();
    }

    [Fact]
    public async Task Reconcile_NewSandbox_IsCreatedAndStarted()
    {
        var id = await fixture.AddAsync();
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Equal(SandboxState.Running, (await fixture.FindAsync(id))!.State);
        Assert.Equal(["create", "start"], fixture.Provider.Calls);
    }

    [Fact]
    public async Task Reconcile_Again_DoesNothing()
    {
        var id = await fixture.AddRunningAsync();
        var generation = (await fixture.FindAsync(id))!.Generation;
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Equal(["create", "start"], fixture.Provider.Calls);
        Assert.Equal(generation, (await fixture.FindAsync(id))!.Generation);
    }

    [Fact]
    public async Task Reconcile_CreationFails_SaysWhyAndDoesNotLoop()
    {
        fixture.Provider.OnCreate = () => new(SandboxErrorCode.DiskFull, "The host's disk is full.");
        var id = await fixture.AddAsync();
        await fixture.Reconciler.ReconcileAsync(id, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        var sandbox = (await fixture.FindAsync(id))!;
        Assert.Equal((SandboxState.Failed, DesiredState.Stopped, "The host's disk is full."), (sandbox.State, sandbox.DesiredState, sandbox.StateReason));
        Assert.Equal(["create"], fixture.Provider.Calls);
    }

    [Fact]
    public async Task Reconcile_StartFailsAfterAStop_IsStoppedWithTheReason()
    {
        var id = await fixture.AddRunningAsync();
        await fixture.Reconciler.DesireAsync(id, DesiredState.Stopped, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);
        fixture.Provider.OnStart = () => new(SandboxErrorCode.InvalidState, "No loop device is free.");
        await fixture.Reconciler.DesireAsync(id, DesiredState.Running, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        var sandbox = (await fixture.FindAsync(id))!;
        Assert.Equal((SandboxState.Stopped, DesiredState.Stopped, "No loop device is free."), (sandbox.State, sandbox.DesiredState, sandbox.StateReason));
    }

    [Fact]
    public async Task Reconcile_InitDied_StaysStoppedWithTheReason()
    {
        var id = await fixture.AddRunningAsync();
        fixture.Provider.Become(id, ObservedState.Stopped, "It was ended for using more than its memory.");
        await fixture.Reconciler.ReconcileAsync(id, Never);

        var sandbox = (await fixture.FindAsync(id))!;
        Assert.Equal((SandboxState.Stopped, DesiredState.Stopped), (sandbox.State, sandbox.DesiredState));
        Assert.StartsWith("It was ended", sandbox.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_HostRebooted_StartsAgain()
    {
        var id = await fixture.AddRunningAsync();
        fixture.Provider.Become(id, ObservedState.Stopped);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Equal(SandboxState.Running, (await fixture.FindAsync(id))!.State);
        Assert.Equal(["create", "start", "start"], fixture.Provider.Calls);
    }

    [Fact]
    public async Task Reconcile_ProviderUnreachable_ChangesNothing()
    {
        var id = await fixture.AddRunningAsync();
        var before = (await fixture.FindAsync(id))!.Generation;
        fixture.Provider.OnObserve = () => new(SandboxErrorCode.ProviderUnavailable, "No answer.");
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Equal(before, (await fixture.FindAsync(id))!.Generation);
    }

    [Fact]
    public async Task Desire_DeletedWhileCreating_InterruptsAndRemoves()
    {
        fixture.Provider.CreateGate = Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        var id = await fixture.AddAsync();
        fixture.Reconciler.Wake(id);
        while (!fixture.Provider.Calls.Contains("create"))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await fixture.Reconciler.DesireAsync(id, DesiredState.Deleted, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Null(await fixture.FindAsync(id));
        Assert.Contains("delete", fixture.Provider.Calls);
    }

    [Fact]
    public async Task Desire_StartAndStopAtOnce_OneOutcome()
    {
        var id = await fixture.AddRunningAsync();
        await Task.WhenAll(
            fixture.Reconciler.DesireAsync(id, DesiredState.Stopped, Never),
            fixture.Reconciler.DesireAsync(id, DesiredState.Running, Never));
        await fixture.Reconciler.ReconcileAsync(id, Never);

        var sandbox = (await fixture.FindAsync(id))!;
        Assert.Equal(sandbox.DesiredState == DesiredState.Running ? SandboxState.Running : SandboxState.Stopped, sandbox.State);
    }
}
