using AuraWeb.Access;
using AuraWeb.Events;
using AuraWeb.Projects;
using AuraWeb.Templating;

namespace AuraWeb.Pages.Workspace;

/// <summary>Renders the parts of the workspace that change by themselves, from the same partials as the page.</summary>
internal sealed class WorkspaceFragments(ProjectQueries projects, TemplateCatalog templates, FragmentRenderer renderer) : IWorkspaceFragments
{
    private static readonly string[] Partials = ["_State", "_Controls", "_PreviewCover"];

    public async Task<WorkspaceSnapshot?> RenderAsync(Actor actor, string projectId, CancellationToken ct)
    {
        if (await projects.FindAsync(actor, projectId, ct) is not { } project)
        {
            return null;
        }

        var view = new WorkspaceView(project, templates.Find(project.TemplateId));
        var html = new List<string>();
        foreach (var partial in project.IsSetUpUnfinished ? [] : Partials)
        {
            html.Add(await renderer.RenderAsync($"~/Pages/Workspace/{partial}.cshtml", view));
        }

        return new(project.Sandbox?.Id, view.Mark.Word, view.IsRunning, project.IsSetUpUnfinished, string.Concat(html));
    }
}
