using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Templating;

namespace AuraWeb.Pages.Projects;

/// <summary>One step as the page shows it.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Detail">What there is to say about it.</param>
/// <param name="State">How far it is.</param>
/// <param name="Duration">How long it took, or takes so far; null before it begins.</param>
public sealed record ProvisioningStep(string Title, string? Detail, SetupStepState State, string? Duration);

/// <summary>A project that is being set up, or whose setting up ended early.</summary>
public sealed record ProvisioningModel(ProjectView Project, string TemplateName, StateMark Mark, IReadOnlyList<ProvisioningStep> Steps, string Elapsed)
{
    /// <summary>Why the last thing the person asked for was refused; null if it was not.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the person may cancel and try again.</summary>
    public bool MayAct => Project.Role is null or >= Role.Editor;

    public bool IsUnderWay => Project.IsBeingSetUp;

    /// <summary>The terminal whose output is shown; null before there is one.</summary>
    public string? TerminalId => Project.Steps.LastOrDefault(step => step.TerminalId is not null)?.TerminalId;

    public int Number => Math.Min(Steps.Count, 1 + Steps.Count(step => step.State == SetupStepState.Succeeded));

    public string Heading => Steps[Number - 1].Title;

    /// <summary>Why it ended early; null while it has not.</summary>
    public string? Failure => Project.EndedStep?.Message;

    public bool IsCancelled => Project.EndedStep?.State == SetupStepState.Cancelled;

    /// <summary>What trying again is called: without a sandbox everything is made anew.</summary>
    public string RetryLabel => Project.Sandbox is null ? "Create again" : "Try again";

    /// <summary>What the page shows of a project now.</summary>
    public static ProvisioningModel Of(ProjectView project, TemplateCatalog templates, DateTimeOffset now)
    {
        var template = templates.Find(project.TemplateId);
        var begun = project.Steps.Min(step => step.StartedAt) ?? now;
        var ended = project.IsBeingSetUp ? now : project.Steps.Max(step => step.EndedAt) ?? now;
        return new(
            project,
            template?.Name ?? project.TemplateId,
            StateMark.Of(project),
            [.. project.Steps.Select(step => StepOf(step, project, template, now))],
            Words.Duration(ended - begun));
    }

    private static ProvisioningStep StepOf(ProjectSetupStep step, ProjectView project, ProjectTemplate? template, DateTimeOffset now)
    {
        var (title, detail) = step.Kind switch
        {
            SetupStepKind.CreateSandbox => ("Build the sandbox", project.Sandbox is { } sandbox ? Words.Limits(sandbox.Limits) : null),
            SetupStepKind.RenderTemplate => ("Copy the template", step.Message),
            _ => ("Install packages", template?.Scripts.PostCreate),
        };
        var duration = step.StartedAt is { } begun ? Words.Duration((step.EndedAt ?? now) - begun) : null;
        return new(title, step.State == SetupStepState.Failed ? null : detail, step.State, duration);
    }
}
