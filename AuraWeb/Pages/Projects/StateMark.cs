using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Projects;

/// <summary>How a state is shown: shape first, then word, then colour.</summary>
/// <param name="Symbol">Symbol of the icon sprite.</param>
/// <param name="Word">What it says.</param>
/// <param name="Tone">Colour: <c>accent</c>, <c>quiet</c> or <c>danger</c>.</param>
/// <param name="IsMoving">Whether it will change by itself soon.</param>
public sealed record StateMark(string Symbol, string Word, string Tone, bool IsMoving = false)
{
    /// <summary>The mark of a project: of its setting up while that is unfinished, then of its sandbox.</summary>
    public static StateMark Of(ProjectView project) => project switch
    {
        { IsBeingSetUp: true } => new("state-starting", "Setting up", "accent", IsMoving: true),
        { EndedStep.State: SetupStepState.Failed } => new("state-failed", "Setup failed", "danger"),
        { EndedStep: not null } => new("state-stopped", "Setup cancelled", "quiet"),
        { Sandbox: { } sandbox } => Of(sandbox.State, sandbox.DesiredState),
        _ => new("state-stopped", "No sandbox", "quiet"),
    };

    /// <summary>The mark of a sandbox.</summary>
    public static StateMark Of(SandboxState state, DesiredState desired) => (state, desired) switch
    {
        (_, DesiredState.Deleted) => new("state-starting", "Deleting", "quiet", IsMoving: true),
        (SandboxState.Failed, _) => new("state-failed", "Failed", "danger"),
        (SandboxState.Creating, _) => new("state-starting", "Creating", "accent", IsMoving: true),
        (SandboxState.Stopping, _) or (SandboxState.Running, DesiredState.Stopped) => new("state-starting", "Stopping", "quiet", IsMoving: true),
        (SandboxState.Stopped, DesiredState.Running) => new("state-starting", "Starting", "accent", IsMoving: true),
        (SandboxState.Running, _) => new("state-running", "Running", "accent"),
        _ => new("state-stopped", "Stopped", "quiet"),
    };
}
