namespace AuraWeb.Pages.Workspace.Files;

/// <summary>The file tree, and the addresses that its scripts and the editor call.</summary>
public static class FilesModule
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProjectFiles>();
        return services;
    }

    public static IEndpointRouteBuilder MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/projects/{projectId}/files").RequireAuthorization();
        files.MapGet("content", ReadEndpoints.ContentAsync);
        files.MapGet("download", ReadEndpoints.DownloadAsync);

        var changes = files.MapGroup("").AddEndpointFilter<AntiforgeryFilter>();
        changes.MapPut("content", WriteEndpoints.SaveAsync);
        changes.MapPost("upload", WriteEndpoints.UploadAsync);
        changes.MapPost("file", WriteEndpoints.CreateFileAsync);
        changes.MapPost("folder", WriteEndpoints.CreateFolderAsync);
        changes.MapPost("move", WriteEndpoints.MoveAsync);
        changes.MapDelete("", WriteEndpoints.DeleteAsync);
        return routes;
    }
}
