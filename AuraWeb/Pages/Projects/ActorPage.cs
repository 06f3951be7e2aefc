using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Projects;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages.Projects;

/// <summary>A page of a signed-in person.</summary>
[Authorize]
public abstract class ActorPage : PageModel
{
    /// <summary>Who asks.</summary>
    protected Actor Actor =>
        Actor.Person(CurrentUser.From(User) ?? throw new InvalidOperationException("The page was reached by somebody who is not signed in."));

    /// <summary>The status of a change that was not made: 404 hides the project, 403 and 422 tell why.</summary>
    protected IActionResult? Denied(ProjectChange change)
    {
        switch (change.Result)
        {
            case ProjectChangeResult.NotFound:
                return NotFound();
            case ProjectChangeResult.Forbidden:
                Response.StatusCode = StatusCodes.Status403Forbidden;
                return null;
            case ProjectChangeResult.Refused:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return null;
            default:
                return null;
        }
    }
}
