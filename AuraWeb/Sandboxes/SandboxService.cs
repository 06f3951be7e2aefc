using System.Runtime.CompilerServices;
using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Sandboxes;

/// <summary>
/// The door: every operation by anyone goes through here. It checks access and state, records activity and audit, and gives
/// out a <see cref="SandboxSession"/> or says why not.
/// </summary>
public sealed class SandboxService(
    IDbContextFactory<AuraDbContext> contexts, ProjectAccess access, SandboxRuntime runtime, AuditLog audit, TimeProvider clock)
{
    // Asked before everything that anybody does.
    private static readonly Func<AuraDbContext, string, CancellationToken, Task<Sandbox?>> Find = EF.CompileAsyncQuery(
        (AuraDbContext db, string id, CancellationToken ct) => db.Set<Sandbox>().AsNoTracking().SingleOrDefault(sandbox => sandbox.Id == id));

    /// <summary>Opens a running sandbox for one operation.</summary>
    public async Task<Result<SandboxSession>> OpenAsync(Actor actor, string sandboxId, Operation operation, CancellationToken ct)
    {
        // Taken before the check: a removal that comes in between then still ends the session.
        var revoked = runtime.Revocations.TokenFor(sandboxId, actor.Id);
        var (sandbox, error) = await FindAsync(actor, sandboxId, operation, ct);
        error ??= StateError(sandbox!);
        if (error is null && runtime.Providers.Find(sandbox!.ProviderName) is null)
        {
            error = new(SandboxErrorCode.ProviderUnavailable, $"This AuraWeb has no provider “{sandbox.ProviderName}”. Ask an administrator to turn it on.");
        }

        Record(actor, sandbox, sandboxId, operation, error);
        if (error is not null)
        {
            return error;
        }

        if (actor.Kind != ActorKind.System && Operations.AreActivity(operation))
        {
            runtime.Activity.Touch(sandboxId);
        }

        var snapshot = new SandboxSnapshot(sandbox!.Id, sandbox.ProjectId, sandbox.Purpose, sandbox.ProviderRef!, sandbox.Limits);
        return new SandboxSession(snapshot, actor, operation, runtime.Providers.Find(sandbox.ProviderName)!, revoked);
    }

    /// <summary>Makes the row of a new sandbox and adds it to <paramref name="db"/>; after saving, call <see cref="Wake"/>.</summary>
    public Sandbox Add(AuraDbContext db, string projectId, SandboxPurpose purpose, string hostName, SandboxLimits limits, string providerName)
    {
        var now = clock.GetUtcNow();
        var sandbox = new Sandbox
        {
            Id = RandomId.New(),
            ProjectId = projectId,
            Purpose = purpose,
            State = SandboxState.Creating,
            DesiredState = DesiredState.Running,
            ProviderName = providerName,
            HostName = hostName,
            Limits = limits,
            CreatedAt = now,
            StateChangedAt = now,
            LastActivityAt = now,
        };
        db.Add(sandbox);
        return sandbox;
    }

    /// <summary>Has a saved sandbox reconciled at once.</summary>
    public void Wake(string sandboxId) => runtime.Reconciler.Wake(sandboxId);

    /// <summary>Writes what is wanted of a sandbox and has it reconciled at once. What is wanted already is success.</summary>
    public async Task<SandboxError?> RequestAsync(Actor actor, string sandboxId, DesiredState desired, CancellationToken ct)
    {
        var operation = desired == DesiredState.Deleted ? Operation.Delete : Operation.ChangeState;
        var (sandbox, error) = await FindAsync(actor, sandboxId, operation, ct);
        error ??= MoveError(sandbox!, desired);
        Record(actor, sandbox, sandboxId, operation, error, desired.ToString());
        if (error is not null)
        {
            return error;
        }

        await runtime.Reconciler.DesireAsync(sandboxId, desired, ct);
        if (desired == DesiredState.Running)
        {
            runtime.Activity.Touch(sandboxId);
        }

        return null;
    }

    private static SandboxError? StateError(Sandbox sandbox) => (sandbox.State, sandbox.DesiredState) switch
    {
        (SandboxState.Running, DesiredState.Running) when sandbox.ProviderRef is not null => null,
        (_, DesiredState.Deleted) => SandboxError.SandboxNotFound,
        (SandboxState.Creating, _) => new(SandboxErrorCode.InvalidState, "The sandbox is still being created. Try again in a moment."),
        (SandboxState.Failed, _) => new(SandboxErrorCode.SandboxStopped, $"The sandbox could not be created. {sandbox.StateReason}"),
        (SandboxState.Stopping, _) => new(SandboxErrorCode.SandboxStopped, "The sandbox is stopping. Start it when it has stopped."),
        (SandboxState.Stopped, DesiredState.Running) => new(SandboxErrorCode.InvalidState, "The sandbox is starting. Try again in a moment."),
        _ => SandboxError.SandboxStopped,
    };

    private static SandboxError? MoveError(Sandbox sandbox, DesiredState desired) => (sandbox.State, sandbox.DesiredState, desired) switch
    {
        (_, _, DesiredState.Deleted) => null,
        (_, DesiredState.Deleted, _) => SandboxError.SandboxNotFound,
        (SandboxState.Creating, _, DesiredState.Stopped) =>
            new(SandboxErrorCode.InvalidState, "The sandbox is still being created. Cancel its creation, or wait and then stop it."),
        (SandboxState.Stopping, _, DesiredState.Running) =>
            new(SandboxErrorCode.InvalidState, "The sandbox is stopping. Start it when it has stopped."),
        _ => null,
    };

    private async Task<(Sandbox? Sandbox, SandboxError? Error)> FindAsync(Actor actor, string sandboxId, Operation operation, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Find(db, sandboxId, ct) is not { } sandbox)
        {
            return (null, SandboxError.SandboxNotFound);
        }

        return await access.CheckAsync(actor, sandbox.ProjectId, operation, ct) switch
        {
            AccessDecision.Allowed => (sandbox, null),
            AccessDecision.Forbidden => (sandbox, new(SandboxErrorCode.PermissionDenied, "Your role in this project does not allow that. Ask its owner.")),
            AccessDecision.Hidden => (sandbox, SandboxError.SandboxNotFound),
            var other => throw new SwitchExpressionException(other),
        };
    }

    private void Record(Actor actor, Sandbox? sandbox, string sandboxId, Operation operation, SandboxError? error, string? detail = null)
    {
        if (!Operations.AreAudited(operation))
        {
            return;
        }

        audit.Write(new AuditEntry
        {
            At = clock.GetUtcNow(),
            Actor = $"{actor.Kind}:{actor.Id}",
            ActorName = actor.Name,
            Action = operation.ToString(),
            ProjectId = sandbox?.ProjectId,
            SandboxId = sandbox is null ? null : sandboxId,
            Result = error?.Name ?? "OK",
            Detail = detail,
        });
    }
}
