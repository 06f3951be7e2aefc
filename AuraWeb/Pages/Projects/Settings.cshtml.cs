using AuraWeb.Access;
using AuraWeb.Projects;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Projects;

/// <summary>Name and end of a project.</summary>
public sealed class SettingsModel(ProjectQueries projects, ProjectService service) : ActorPage
{
    public ProjectView Project { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? ConfirmedName { get; set; }

    public string? RenameError { get; private set; }

    public string? DeleteError { get; private set; }

    public bool MayManage => Project.Role is null or Role.Owner;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => await LoadAsync(id, ct) ?? Page();

    public async Task<IActionResult> OnPostRenameAsync(string id, CancellationToken ct)
    {
        var change = await service.RenameAsync(Actor, id, Name, ct);
        if (change.Result == ProjectChangeResult.Done)
        {
            return Redirect($"/projects/{id}/settings");
        }

        RenameError = change.Message;
        return Denied(change) ?? await LoadAsync(id, ct) ?? Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken ct)
    {
        var change = await service.DeleteAsync(Actor, id, ConfirmedName, ct);
        if (change.Result == ProjectChangeResult.Done)
        {
            return Redirect("/projects");
        }

        DeleteError = change.Message;
        return Denied(change) ?? await LoadAsync(id, ct) ?? Page();
    }

    private async Task<IActionResult?> LoadAsync(string id, CancellationToken ct)
    {
        if (await projects.FindAsync(Actor, id, ct) is not { } project)
        {
            return NotFound();
        }

        Project = project;
        return null;
    }
}
