using AuraWeb.Templating;

namespace AuraWeb.Projects;

/// <summary>What setting up a project takes.</summary>
public static class SetupSteps
{
    /// <summary>The steps for a project made from <paramref name="template"/>, none begun.</summary>
    public static IEnumerable<SetupStep> For(string projectId, ProjectTemplate template)
    {
        List<SetupStepKind> kinds = [SetupStepKind.CreateSandbox, SetupStepKind.RenderTemplate];
        if (template.Scripts.PostCreate is not null)
        {
            kinds.Add(SetupStepKind.PostCreate);
        }

        return kinds.Select((kind, position) => new SetupStep { ProjectId = projectId, Kind = kind, Position = position });
    }

    /// <summary>Whether the project is not set up yet: something is to be done, failed or was cancelled.</summary>
    public static bool AreUnfinished(IEnumerable<SetupStepState> states) => states.Any(state => state != SetupStepState.Succeeded);

    /// <summary>Whether somebody or something is at work on it, or soon will be.</summary>
    public static bool AreUnderWay(IReadOnlyCollection<SetupStepState> states) =>
        AreUnfinished(states) && !states.Any(state => state is SetupStepState.Failed or SetupStepState.Cancelled);
}
