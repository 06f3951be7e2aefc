using System.Security.Claims;
using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>Opens the files of a project's development sandbox for the person behind a request.</summary>
public sealed class ProjectFiles(ProjectSandboxes sandboxes, SandboxService door)
{
    /// <summary>Reads the path and opens the door. Who is not a member learns only that there is nothing.</summary>
    public async Task<Result<OpenedFiles>> OpenAsync(ClaimsPrincipal user, string projectId, string? path, Operation operation, CancellationToken ct)
    {
        if (CurrentUser.From(user) is not { } person || await sandboxes.FindDevelopmentAsync(projectId, ct) is not { } sandboxId)
        {
            return SandboxError.SandboxNotFound;
        }

        var opened = await door.OpenAsync(Actor.Person(person), sandboxId, operation, ct);
        if (!opened.TryGet(out var session, out var error))
        {
            return error;
        }

        return SandboxPath.TryParse(path, out var parsed)
            ? new OpenedFiles(session, parsed)
            : new SandboxError(SandboxErrorCode.InvalidPath, "That is not a path inside the sandbox. A name may be up to 255 bytes long and not be “..”.");
    }
}

/// <summary>The files of a sandbox, and the path a request is about.</summary>
public sealed record OpenedFiles(SandboxSession Session, SandboxPath Path)
{
    public ISandboxFiles Files => Session.Files;
}
