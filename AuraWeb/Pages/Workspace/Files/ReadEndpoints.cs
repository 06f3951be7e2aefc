using System.Globalization;
using AuraWeb.Access;
using AuraWeb.Sandboxes;
using Microsoft.Net.Http.Headers;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>Gives out files. They are a stranger's bytes on our own origin: always a download, never a page.</summary>
internal static class ReadEndpoints
{
    internal const string VersionHeader = "X-File-Version";
    internal const string SizeHeader = "X-File-Size";

    /// <summary>A file for the editor, with its version; one that is too large for it is refused.</summary>
    internal static Task<IResult> ContentAsync([AsParameters] FilesRequest request) => SendAsync(request, request.Options.Value.EditorLimit);

    /// <summary>A file of any size, to be kept.</summary>
    internal static Task<IResult> DownloadAsync([AsParameters] FilesRequest request) => SendAsync(request, long.MaxValue);

    private static Task<IResult> SendAsync(FilesRequest request, long limit) =>
        request.RunAsync(request.Path, Operation.ReadFiles, async (opened, ct) =>
        {
            if (!(await opened.Files.ReadAsync(opened.Path, ct)).TryGet(out var content, out var error))
            {
                return SandboxErrorResults.ToProblem(error);
            }

            await using (content)
            {
                if (content.Entry.Size > limit)
                {
                    return SandboxErrorResults.ToProblem(TooLarge(content.Entry, limit));
                }

                SetHeaders(request.Context.Response, content.Entry);
                await content.Stream.CopyToAsync(request.Context.Response.Body, ct);
                return TypedResults.Empty;
            }
        });

    private static SandboxError TooLarge(FileEntry entry, long limit) => new(
        SandboxErrorCode.FileTooLarge,
        $"“{entry.Name}” has {FilesOptions.InWords(entry.Size)}; the editor opens files of up to {FilesOptions.InWords(limit)}. You can download it.");

    private static void SetHeaders(HttpResponse response, FileEntry entry)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(entry.Name);
        response.ContentType = "application/octet-stream";
        response.ContentLength = entry.Size;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "no-store";
        response.Headers[VersionHeader] = entry.Version;
        response.Headers[SizeHeader] = entry.Size.ToString(CultureInfo.InvariantCulture);
    }
}
