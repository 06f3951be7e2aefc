using AuraWeb.Access;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>One folder of the tree, as a fragment.</summary>
[Authorize]
public sealed class TreeModel(ProjectFiles files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string projectId, string? path, CancellationToken ct)
    {
        if (!(await files.OpenAsync(User, projectId, path ?? "", Operation.ReadFiles, ct)).TryGet(out var opened, out var error)
            || !(await opened.Files.ListAsync(opened.Path, ct)).TryGet(out var entries, out error))
        {
            return SandboxErrorResults.ToActionResult(error);
        }

        Response.Headers.CacheControl = "no-store";
        return Partial("_Folder", FolderView.Of(opened.Path, entries));
    }
}
