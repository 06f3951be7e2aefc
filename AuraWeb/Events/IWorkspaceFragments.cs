using AuraWeb.Access;

namespace AuraWeb.Events;

/// <summary>Renders what an open workspace shows of its project; the pages implement it.</summary>
public interface IWorkspaceFragments
{
    /// <summary>The whole of it as it is now; null when the project is not, or no longer, the actor's to see.</summary>
    Task<WorkspaceSnapshot?> RenderAsync(Actor actor, string projectId, CancellationToken ct);
}

/// <summary>What an open workspace shows of its project.</summary>
/// <param name="SandboxId">The sandbox people work in; null when there is none.</param>
/// <param name="State">State of the sandbox, in one word; empty when there is none.</param>
/// <param name="IsRunning">Whether the sandbox runs and is to run on.</param>
/// <param name="IsSettingUp">Whether the project is not set up yet.</param>
/// <param name="Html">Elements to put in place of those with the same ids.</param>
public sealed record WorkspaceSnapshot(string? SandboxId, string State, bool IsRunning, bool IsSettingUp, string Html);
