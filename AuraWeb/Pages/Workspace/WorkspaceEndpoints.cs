using System.Security.Claims;
using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Workspace;

/// <summary>What the buttons of the workspace do.</summary>
internal static class WorkspaceEndpoints
{
    internal static Task<IResult> StartAsync(string projectId, ClaimsPrincipal user, ProjectSandboxes projects, SandboxService sandboxes, CancellationToken ct) =>
        WithSandboxAsync(projectId, projects, sandboxId => sandboxes.RequestAsync(ActorOf(user), sandboxId, DesiredState.Running, ct), ct);

    internal static Task<IResult> StopAsync(string projectId, ClaimsPrincipal user, ProjectSandboxes projects, SandboxService sandboxes, CancellationToken ct) =>
        WithSandboxAsync(projectId, projects, sandboxId => sandboxes.RequestAsync(ActorOf(user), sandboxId, DesiredState.Stopped, ct), ct);

    internal static Task<IResult> RestartAsync(string projectId, ClaimsPrincipal user, ProjectSandboxes projects, SandboxRestart restart, CancellationToken ct) =>
        WithSandboxAsync(projectId, projects, sandboxId => restart.RunAsync(ActorOf(user), projectId, sandboxId), ct);

    internal static async Task<IResult> RunAsync(string projectId, string script, ClaimsPrincipal user, ScriptRunner scripts, CancellationToken ct) =>
        (await scripts.RunAsync(ActorOf(user), projectId, script, ct)).TryGet(out var started, out var error)
            ? TypedResults.Ok(started)
            : SandboxErrorResults.ToProblem(error);

    private static async Task<IResult> WithSandboxAsync(
        string projectId, ProjectSandboxes projects, Func<string, Task<SandboxError?>> act, CancellationToken ct)
    {
        var error = await projects.FindDevelopmentAsync(projectId, ct) is { } sandboxId ? await act(sandboxId) : SandboxError.SandboxNotFound;
        return error is null ? TypedResults.NoContent() : SandboxErrorResults.ToProblem(error);
    }

    private static Actor ActorOf(ClaimsPrincipal user) =>
        Actor.Person(CurrentUser.From(user) ?? throw new InvalidOperationException("The address was reached by somebody who is not signed in."));
}
