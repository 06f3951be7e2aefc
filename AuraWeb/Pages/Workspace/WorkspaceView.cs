using AuraWeb.Access;
using AuraWeb.Pages.Projects;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;

namespace AuraWeb.Pages.Workspace;

/// <summary>A command of the template that the workspace can run.</summary>
/// <param name="Script">Its name in <c>template.yaml</c>.</param>
/// <param name="Label">What the menu calls it.</param>
/// <param name="Text">The command itself.</param>
public sealed record WorkspaceCommand(string Script, string Label, string Text);

/// <summary>A project as its workspace shows it.</summary>
public sealed record WorkspaceView(ProjectView Project, ProjectTemplate? Template)
{
    private const int AnyPort = 3000;

    public StateMark Mark => StateMark.Of(Project);

    /// <summary>Whether the person may change things, rather than look.</summary>
    public bool MayAct => Project.Role is null or >= Role.Editor;

    public bool IsRunning => Project.Sandbox is { State: SandboxState.Running, DesiredState: DesiredState.Running };

    public bool IsStarting => Project.Sandbox is { State: SandboxState.Creating or SandboxState.Stopped, DesiredState: DesiredState.Running };

    public bool CanStart => MayAct && Project.Sandbox is { State: SandboxState.Stopped, DesiredState: DesiredState.Stopped };

    public bool CanStop => MayAct && Project.Sandbox is { State: SandboxState.Running or SandboxState.Stopped, DesiredState: DesiredState.Running };

    /// <summary>The port of the template's <c>dev</c> command.</summary>
    public int Port => Template?.Port ?? AnyPort;

    public WorkspaceCommand? Dev => Template is null ? null : new("dev", "Run", Template.Scripts.Dev);

    /// <summary>What else can be run.</summary>
    public IReadOnlyList<WorkspaceCommand> Commands => Template is null ? [] :
    [
        .. new (string Script, string Label, string? Text)[]
            {
                ("dev", "Run for development", Template.Scripts.Dev),
                ("test", "Test", Template.Scripts.Test),
                ("build", "Build", Template.Scripts.Build),
                ("start", "Run what was built", Template.Scripts.Start),
            }
            .Where(command => command.Text is not null)
            .Select(command => new WorkspaceCommand(command.Script, command.Label, command.Text!)),
    ];

    /// <summary>What is said beside the state: a word in bold, whether a time follows it, and a line below.</summary>
    public (string Word, bool HasTime, string Below) Why => Project.Sandbox switch
    {
        null => ("No sandbox", false, "It was deleted."),
        { State: SandboxState.Failed } failed => ("It failed", true, failed.Reason ?? "Nobody said why."),
        { DesiredState: DesiredState.Stopped, State: SandboxState.Running } or { State: SandboxState.Stopping } => ("Falling asleep", false, "Programs are ended. Files are kept."),
        { DesiredState: DesiredState.Running, State: SandboxState.Stopped or SandboxState.Creating } => ("Waking up", false, "It takes a few seconds."),
        { State: SandboxState.Running } running => ("Awake", true, Words.Limits(running.Limits)),
        { Reason: { } reason } => ("Asleep", true, reason),
        _ => ("Asleep", true, "Files are kept. Nothing runs."),
    };
}
