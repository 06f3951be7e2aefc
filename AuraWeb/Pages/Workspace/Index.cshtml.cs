using AuraWeb.Pages.Projects;
using AuraWeb.Pages.Workspace.Files;
using AuraWeb.Projects;
using AuraWeb.Templating;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.Workspace;

/// <summary>A project's page: its setting up while that is not finished, then the workspace.</summary>
public sealed class IndexModel(ProjectQueries projects, TemplateCatalog templates, IOptions<FilesOptions> files, TimeProvider clock) : ActorPage
{
    public WorkspaceView Workspace { get; private set; } = null!;

    public ProvisioningModel? Provisioning { get; private set; }

    public FilesPane FilesPane => new(Workspace.Project.Id, Workspace.MayAct, files.Value.UploadLimit);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await projects.FindAsync(Actor, id, ct) is not { } project)
        {
            return NotFound();
        }

        Workspace = new(project, templates.Find(project.TemplateId));
        Provisioning = project.IsSetUpUnfinished ? ProvisioningModel.Of(project, templates, clock.GetUtcNow()) : null;
        return Page();
    }
}
