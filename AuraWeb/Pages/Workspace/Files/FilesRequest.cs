using AuraWeb.Access;
using AuraWeb.Sandboxes;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>What every file endpoint is asked with.</summary>
public sealed record FilesRequest(string ProjectId, string? Path, HttpContext Context, ProjectFiles Files, IOptions<FilesOptions> Options)
{
    /// <summary>Opens the sandbox, does the work, and tells what went wrong. The work ends when the member is removed or the sandbox stops.</summary>
    internal async Task<IResult> RunAsync(string? path, Operation operation, Func<OpenedFiles, CancellationToken, Task<IResult>> work)
    {
        var ct = Context.RequestAborted;
        if (!(await Files.OpenAsync(Context.User, ProjectId, path, operation, ct)).TryGet(out var opened, out var error))
        {
            return SandboxErrorResults.ToProblem(error);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, opened.Session.Revoked);
        try
        {
            return await work(opened, either.Token);
        }
        catch (OperationCanceledException) when (opened.Session.Revoked.IsCancellationRequested)
        {
            return await RefuseAsync(path, operation, ct);
        }
    }

    /// <summary>Does work that answers with nothing but an error.</summary>
    internal Task<IResult> RunAsync(Func<OpenedFiles, CancellationToken, Task<SandboxError?>> work) =>
        RunAsync(Path, Operation.WriteFiles, async (opened, ct) =>
            await work(opened, ct) is { } error ? SandboxErrorResults.ToProblem(error) : TypedResults.NoContent());

    // Asked again, because removed and stopped are different news. A download that was under way can only break off.
    private async Task<IResult> RefuseAsync(string? path, Operation operation, CancellationToken ct)
    {
        if (Context.Response.HasStarted)
        {
            Context.Abort();
            return TypedResults.Empty;
        }

        var again = await Files.OpenAsync(Context.User, ProjectId, path, operation, ct);
        return SandboxErrorResults.ToProblem(again.Error ?? SandboxError.SandboxStopped);
    }
}
