namespace AuraWeb.Pages.Workspace.Files;

/// <summary>The pane of the file tree in the workspace page.</summary>
/// <param name="ProjectId">Whose files.</param>
/// <param name="CanWrite">Whether the person may change them.</param>
/// <param name="UploadLimit">Largest file that may be uploaded, in bytes.</param>
public sealed record FilesPane(string ProjectId, bool CanWrite, long UploadLimit);
