using AuraWeb.Access;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public sealed class SandboxServiceTests(DoorFixture fixture) : IClassFixture<DoorFixture>
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Open_Stranger_IsToldThereIsNothing()
    {
        var id = await fixture.AddRunningAsync();

        Assert.True((await fixture.Door.OpenAsync(DoorFixture.Owner, id, Operation.ReadFiles, Never)).TryGet(out _, out _));
        foreach (var operation in Enum.GetValues<Operation>())
        {
            var result = await fixture.Door.OpenAsync(DoorFixture.Stranger, id, operation, Never);
            Assert.Equal(SandboxErrorCode.SandboxNotFound, result.Error?.Code);
        }
    }

    [Fact]
    public async Task Open_ViewerWhoWrites_IsRefusedByName()
    {
        var id = await fixture.AddRunningAsync();

        Assert.Equal(SandboxErrorCode.PermissionDenied, (await fixture.Door.OpenAsync(DoorFixture.Viewer, id, Operation.WriteFiles, Never)).Error?.Code);
        Assert.Null((await fixture.Door.OpenAsync(DoorFixture.Viewer, id, Operation.ReadFiles, Never)).Error);
    }

    [Fact]
    public async Task Open_StoppedSandbox_SaysSo()
    {
        var id = await fixture.AddRunningAsync();
        await fixture.Door.RequestAsync(DoorFixture.Owner, id, DesiredState.Stopped, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.Equal(SandboxErrorCode.SandboxStopped, (await fixture.Door.OpenAsync(DoorFixture.Owner, id, Operation.ReadFiles, Never)).Error?.Code);
    }

    [Fact]
    public async Task Revoked_SandboxStops_Fires()
    {
        var id = await fixture.AddRunningAsync();
        var session = (await fixture.Door.OpenAsync(DoorFixture.Owner, id, Operation.UseTerminal, Never)).Value;
        Assert.False(session.Revoked.IsCancellationRequested);

        await fixture.Door.RequestAsync(DoorFixture.Owner, id, DesiredState.Stopped, Never);
        await fixture.Reconciler.ReconcileAsync(id, Never);

        Assert.True(session.Revoked.IsCancellationRequested);
    }

    [Fact]
    public async Task Request_ViewerStops_IsRefusedAndNothingChanges()
    {
        var id = await fixture.AddRunningAsync();
        var error = await fixture.Door.RequestAsync(DoorFixture.Viewer, id, DesiredState.Stopped, Never);

        Assert.Equal(SandboxErrorCode.PermissionDenied, error?.Code);
        Assert.Equal(DesiredState.Running, (await fixture.FindAsync(id))!.DesiredState);
    }

    [Fact]
    public async Task Request_OnlyTheOwnerDeletes()
    {
        var id = await fixture.AddRunningAsync();
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await fixture.Door.RequestAsync(DoorFixture.Viewer, id, DesiredState.Deleted, Never))?.Code);
        Assert.Null(await fixture.Door.RequestAsync(DoorFixture.Owner, id, DesiredState.Deleted, Never));
    }

    [Fact]
    public void Session_OpenedForOneOperation_GivesNothingElse()
    {
        var session = new SandboxSession(
            new("id", "project", SandboxPurpose.Development, "ref", SandboxLimits.Default), DoorFixture.Viewer, Operation.ViewPreview, fixture.Provider, Never);

        Assert.Throws<InvalidOperationException>(() => session.Commands);
        Assert.Throws<InvalidOperationException>(() => session.Files);
    }
}
