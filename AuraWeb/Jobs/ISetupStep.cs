using AuraWeb.Projects;
using AuraWeb.Templating;

namespace AuraWeb.Jobs;

/// <summary>Carries out one kind of setup step. Repeating it after a crash at any moment is harmless.</summary>
public interface ISetupStep
{
    SetupStepKind Kind { get; }

    /// <summary>Carries it out; the sandbox runs. It ends early when the step is no longer wanted.</summary>
    Task<StepEnd> RunAsync(SetupRun run, CancellationToken ct);
}

/// <summary>What a step works on.</summary>
/// <param name="Project">The project that is set up.</param>
/// <param name="Template">The template it is made from.</param>
/// <param name="Step">The step, as it was when it was begun.</param>
/// <param name="SandboxId">The sandbox, which runs.</param>
public sealed record SetupRun(Project Project, ProjectTemplate Template, SetupStep Step, string SandboxId);

/// <summary>How a step ended.</summary>
/// <param name="Failure">Why it failed, in words for a person; null when it did not.</param>
/// <param name="Note">What there is to say about a success.</param>
/// <param name="ExitCode">How its command ended, if it had one.</param>
public sealed record StepEnd(string? Failure = null, string? Note = null, int? ExitCode = null)
{
    public static StepEnd Success { get; } = new();

    /// <summary>What is tidied up once the end is written down; if it never is, nothing is lost.</summary>
    public Func<Task>? AfterwardsAsync { get; init; }
}
