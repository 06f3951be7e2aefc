using System.Collections.Frozen;
using AuraWeb.Projects;
using AuraWeb.Templating;

namespace AuraWeb.Jobs;

/// <summary>Carries out one setup step, whatever its kind.</summary>
public sealed partial class SetupWork(
    SetupRows rows, SandboxWait sandbox, TemplateCatalog templates, IEnumerable<ISetupStep> steps, ILogger<SetupWork> logger)
{
    private readonly FrozenDictionary<SetupStepKind, ISetupStep> _steps = steps.ToFrozenDictionary(step => step.Kind);

    /// <summary>Carries it out, or says why not. Only a shutdown is thrown.</summary>
    public async Task<StepEnd> CarryOutAsync(SetupStep step, CancellationToken ct)
    {
        try
        {
            return await TryAsync(step, ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            Log.Broke(logger, step.Kind, step.ProjectId, e);
            return new("Something broke on our side. The log of this AuraWeb says more; try again.");
        }
    }

    private async Task<StepEnd> TryAsync(SetupStep step, CancellationToken ct)
    {
        if (await rows.FindProjectAsync(step.ProjectId, ct) is not { } project)
        {
            return new("The project was deleted.");
        }

        if (templates.Find(project.TemplateId) is not { } template)
        {
            return new($"There is no template “{project.TemplateId}” any more, or it is off. Ask an administrator.");
        }

        var (sandboxId, failure) = await sandbox.UntilRunningAsync(step, ct);
        return sandboxId is null ? new(failure) : await _steps[step.Kind].RunAsync(new(project, template, step, sandboxId), ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The setup step {Kind} of project {ProjectId} broke")]
        public static partial void Broke(ILogger logger, SetupStepKind kind, string projectId, Exception exception);
    }
}
