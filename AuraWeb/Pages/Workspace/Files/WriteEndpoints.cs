using AuraWeb.Access;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>What is told of a file that was written.</summary>
public sealed record WrittenFile(string Path, string Version, long Size);

/// <summary>Changes files. Bodies go straight to the sandbox's disk, never whole into memory.</summary>
internal static class WriteEndpoints
{
    /// <summary>
    /// Saves a file of the editor. <c>If-Match</c> names the version it was read with (<c>*</c>: whatever is there),
    /// <c>If-None-Match: *</c> makes a new one.
    /// </summary>
    internal static Task<IResult> SaveAsync([AsParameters] FilesRequest request) =>
        ConditionOf(request.Context.Request) is { } condition
            ? WriteAsync(request, condition)
            : Task.FromResult<IResult>(TypedResults.Problem(
                "Say which version is replaced: If-Match with its version, or If-None-Match: * for a new file.",
                statusCode: StatusCodes.Status428PreconditionRequired));

    /// <summary>Takes a file from the person's computer.</summary>
    internal static Task<IResult> UploadAsync([AsParameters] FilesRequest request, bool overwrite = false) =>
        WriteAsync(request, overwrite ? WriteCondition.Always : WriteCondition.New);

    /// <summary>Makes a new empty file.</summary>
    internal static Task<IResult> CreateFileAsync([AsParameters] FilesRequest request) =>
        request.RunAsync(request.Path, Operation.WriteFiles, async (opened, ct) =>
            Told(await opened.Files.WriteAsync(opened.Path, Stream.Null, WriteCondition.New, ct)));

    /// <summary>Makes a new folder.</summary>
    internal static Task<IResult> CreateFolderAsync([AsParameters] FilesRequest request) =>
        request.RunAsync((opened, ct) => opened.Files.CreateDirectoryAsync(opened.Path, ct));

    /// <summary>Renames a file or folder.</summary>
    internal static Task<IResult> MoveAsync([AsParameters] FilesRequest request, string from, string to) =>
        (request with { Path = from }).RunAsync(async (opened, ct) =>
            SandboxPath.TryParse(to, out var destination)
                ? await opened.Files.MoveAsync(opened.Path, destination, ct)
                : new(SandboxErrorCode.InvalidPath, "That name cannot be used. A name may be up to 255 bytes long and not be “..”."));

    /// <summary>Deletes a file, or a folder with all in it.</summary>
    internal static Task<IResult> DeleteAsync([AsParameters] FilesRequest request) =>
        request.RunAsync((opened, ct) => opened.Files.DeleteAsync(opened.Path, ct));

    private static async Task<IResult> WriteAsync(FilesRequest request, WriteCondition condition)
    {
        var limit = request.Options.Value.UploadLimit;
        if (request.Context.Request.ContentLength > limit)
        {
            return TooLarge(limit);
        }

        if (request.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        try
        {
            return await request.RunAsync(request.Path, Operation.WriteFiles, async (opened, ct) =>
                Told(await opened.Files.WriteAsync(opened.Path, request.Context.Request.Body, condition, ct)));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(limit);
        }
    }

    private static WriteCondition? ConditionOf(HttpRequest request) => (request.Headers.IfMatch, request.Headers.IfNoneMatch) switch
    {
        (["*"], []) => WriteCondition.Always,
        ([{ Length: > 0 } version], []) => WriteCondition.Unchanged(version.Trim('"')),
        ([], ["*"]) => WriteCondition.New,
        _ => null,
    };

    private static ProblemHttpResult TooLarge(long limit) => SandboxErrorResults.ToProblem(new(
        SandboxErrorCode.FileTooLarge, $"The file is too large: the limit is {FilesOptions.InWords(limit)}. Nothing was written. Larger files can be fetched in a terminal."));

    private static IResult Told(Result<FileEntry> written) => written.TryGet(out var entry, out var error)
        ? TypedResults.Ok(new WrittenFile(entry.Path.Value, entry.Version, entry.Size))
        : SandboxErrorResults.ToProblem(error);
}
