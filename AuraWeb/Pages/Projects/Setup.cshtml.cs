using AuraWeb.Projects;
using AuraWeb.Templating;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Projects;

/// <summary>The part of a project's page that shows its setting up, and what can be done about it.</summary>
public sealed class SetupModel(ProjectQueries projects, ProjectSetup setup, TemplateCatalog templates, TimeProvider clock) : ActorPage
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct) =>
        Request.IsHtmx() ? await FragmentAsync(id, null, ct) : Redirect($"/projects/{id}");

    public async Task<IActionResult> OnPostCancelAsync(string id, CancellationToken ct) => await AnswerAsync(id, await setup.CancelAsync(Actor, id, ct), ct);

    public async Task<IActionResult> OnPostRetryAsync(string id, CancellationToken ct) => await AnswerAsync(id, await setup.RetryAsync(Actor, id, ct), ct);

    private async Task<IActionResult> AnswerAsync(string id, ProjectChange change, CancellationToken ct)
    {
        if (Denied(change) is { } denied)
        {
            return denied;
        }

        return Request.IsHtmx() ? await FragmentAsync(id, change.Message, ct) : Redirect($"/projects/{id}");
    }

    private async Task<IActionResult> FragmentAsync(string id, string? notice, CancellationToken ct)
    {
        if (await projects.FindAsync(Actor, id, ct) is not { } project)
        {
            return NotFound();
        }

        if (!project.IsSetUpUnfinished)
        {
            // Set up: the page becomes the workspace.
            Response.Htmx(headers => headers.Redirect($"/projects/{id}"));
            return new EmptyResult();
        }

        return Partial("_Provisioning", ProvisioningModel.Of(project, templates, clock.GetUtcNow()) with { Notice = notice });
    }
}
