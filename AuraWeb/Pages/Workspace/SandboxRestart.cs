using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Workspace;

/// <summary>Stops a sandbox and starts it again.</summary>
public sealed class SandboxRestart(ProjectQueries projects, SandboxService sandboxes, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Restarts it. Once stopping was asked for, it goes on although the page has gone.</summary>
    public async Task<SandboxError?> RunAsync(Actor actor, string projectId, string sandboxId)
    {
        if (await sandboxes.RequestAsync(actor, sandboxId, DesiredState.Stopped, lifetime.ApplicationStopping) is { } refused)
        {
            return refused;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        patience.CancelAfter(Patience);
        while (await projects.FindAsync(actor, projectId, CancellationToken.None) is { Sandbox: { State: not SandboxState.Stopped } sandbox })
        {
            if (patience.IsCancellationRequested || sandbox.DesiredState != DesiredState.Stopped)
            {
                return new(SandboxErrorCode.Timeout, "The sandbox has not stopped yet. Start it when it has.");
            }

            await Task.Delay(LookEvery, CancellationToken.None);
        }

        return await sandboxes.RequestAsync(actor, sandboxId, DesiredState.Running, CancellationToken.None);
    }
}
