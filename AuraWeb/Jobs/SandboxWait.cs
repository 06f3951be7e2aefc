using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Jobs;

/// <summary>Waits until a project's sandbox runs. The reconciler makes it, in its own time.</summary>
public sealed class SandboxWait(IDbContextFactory<AuraDbContext> contexts, SetupRows rows)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits while there is hope and the step is wanted.</summary>
    /// <returns>The running sandbox, or why there will be none.</returns>
    public async Task<(string? SandboxId, string? Failure)> UntilRunningAsync(SetupStep step, CancellationToken ct)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var sandbox = await DevelopmentSandbox.Of(db, step.ProjectId).AsNoTracking().FirstOrDefaultAsync(ct);
            switch (sandbox)
            {
                case null:
                    return (null, "The sandbox was deleted.");
                case { State: SandboxState.Running, DesiredState: DesiredState.Running }:
                    return (sandbox.Id, null);
                case { State: SandboxState.Failed }:
                    return (null, $"The sandbox could not be created. {sandbox.StateReason}");
                case { DesiredState: DesiredState.Stopped }:
                    return (null, sandbox.StateReason is { } reason ? $"The sandbox stopped. {reason}" : "The sandbox was stopped.");
            }

            if (!await rows.IsWantedAsync(step, ct))
            {
                return (null, "Cancelled.");
            }

            await Task.Delay(LookEvery, ct);
        }
    }
}

/// <summary>The step that ends when the sandbox runs; waiting is done before every step.</summary>
public sealed class CreateSandboxStep : ISetupStep
{
    public SetupStepKind Kind => SetupStepKind.CreateSandbox;

    public Task<StepEnd> RunAsync(SetupRun run, CancellationToken ct) => Task.FromResult(StepEnd.Success);
}
