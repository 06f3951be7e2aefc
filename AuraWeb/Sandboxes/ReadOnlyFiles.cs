namespace AuraWeb.Sandboxes;

/// <summary>Files as a session for reading gives them out: a caller that was only checked for reading cannot write by mistake.</summary>
internal sealed class ReadOnlyFiles(ISandboxFiles files) : ISandboxFiles
{
    private static readonly SandboxError Refusal =
        new(SandboxErrorCode.PermissionDenied, "These files were opened for reading only.");

    public Task<Result<IReadOnlyList<FileEntry>>> ListAsync(SandboxPath folder, CancellationToken ct) => files.ListAsync(folder, ct);

    public Task<Result<FileEntry>> StatAsync(SandboxPath path, CancellationToken ct) => files.StatAsync(path, ct);

    public Task<Result<FileContent>> ReadAsync(SandboxPath path, CancellationToken ct) => files.ReadAsync(path, ct);

    public IAsyncEnumerable<IReadOnlyList<FileChange>> WatchAsync(IReadOnlyCollection<SandboxPath> folders, CancellationToken ct) =>
        files.WatchAsync(folders, ct);

    public Task<Result<FileEntry>> WriteAsync(SandboxPath path, Stream content, WriteCondition condition, CancellationToken ct) =>
        Task.FromResult<Result<FileEntry>>(Refusal);

    public Task<SandboxError?> DeleteAsync(SandboxPath path, CancellationToken ct) => Task.FromResult<SandboxError?>(Refusal);

    public Task<SandboxError?> MoveAsync(SandboxPath source, SandboxPath destination, CancellationToken ct) =>
        Task.FromResult<SandboxError?>(Refusal);

    public Task<SandboxError?> CreateDirectoryAsync(SandboxPath path, CancellationToken ct) => Task.FromResult<SandboxError?>(Refusal);
}
