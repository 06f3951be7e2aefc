using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Projects;

/// <summary>The list of projects.</summary>
public sealed class IndexModel(ProjectQueries projects, SandboxService sandboxes, TemplateCatalog templates, TimeProvider clock) : ActorPage
{
    [BindProperty(SupportsGet = true)]
    public string? Filter { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Everyone { get; set; }

    public ProjectListModel Projects { get; private set; } = new([], 0, null, false);

    public bool IsAdministrator => Actor.IsAdministrator;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Response.Headers.Append("Vary", "HX-Request");
        return Request.IsHtmxNonBoosted() && !Request.IsHtmxHistoryRestoreRequest() ? Partial("_ProjectList", Projects) : Page();
    }

    public Task<IActionResult> OnPostStartAsync(string id, CancellationToken ct) => DesireAsync(id, DesiredState.Running, ct);

    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken ct) => DesireAsync(id, DesiredState.Stopped, ct);

    private async Task<IActionResult> DesireAsync(string projectId, DesiredState desired, CancellationToken ct)
    {
        var project = await projects.FindAsync(Actor, projectId, ct);
        if (project?.Sandbox is not { } sandbox)
        {
            return NotFound();
        }

        var error = await sandboxes.RequestAsync(Actor, sandbox.Id, desired, ct);
        await LoadAsync(ct);
        Projects = error is null ? Projects : Projects.WithError(projectId, error.Message);
        return Request.IsHtmx() ? Partial("_ProjectList", Projects)
            : error is null ? Redirect(Projects.Address)
            : Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var listed = await projects.ListAsync(Actor, Everyone, ct);
        Projects = ProjectListModel.Of(listed, Filter, Everyone && Actor.IsAdministrator, templates, clock.GetUtcNow());
    }
}
