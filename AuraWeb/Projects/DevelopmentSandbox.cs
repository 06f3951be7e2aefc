using AuraWeb.Data;
using AuraWeb.Sandboxes;

namespace AuraWeb.Projects;

/// <summary>The sandbox of a project in which people work.</summary>
public static class DevelopmentSandbox
{
    private const string ProviderName = "local";

    /// <summary>The one a project has now, if any; one that is being deleted does not count.</summary>
    public static IQueryable<Sandbox> Of(AuraDbContext db, string projectId) =>
        db.Set<Sandbox>().Where(s => s.ProjectId == projectId && s.Purpose == SandboxPurpose.Development && s.DesiredState != DesiredState.Deleted);

    /// <summary>Adds the row of a new one.</summary>
    internal static Sandbox Add(SandboxService sandboxes, AuraDbContext db, Project project) => sandboxes.Add(
        db, project.Id, SandboxPurpose.Development, ProjectName.SlugOf(project.Name), SandboxLimits.Default, ProviderName);
}
