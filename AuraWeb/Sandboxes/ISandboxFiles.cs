namespace AuraWeb.Sandboxes;

/// <summary>
/// Files of one sandbox, as its user sees them: links are followed inside the sandbox, never out of it, and the user's own
/// permissions hold. Anything but a regular file or folder is listed but never opened.
/// </summary>
public interface ISandboxFiles
{
    /// <summary>The entries of a folder, without <c>.</c> and <c>..</c>, in no order.</summary>
    Task<Result<IReadOnlyList<FileEntry>>> ListAsync(SandboxPath folder, CancellationToken ct);

    /// <summary>One entry; <see cref="FileEntry.Kind"/> is that of what a link points to.</summary>
    Task<Result<FileEntry>> StatAsync(SandboxPath path, CancellationToken ct);

    /// <summary>Opens a regular file for reading from its start.</summary>
    Task<Result<FileContent>> ReadAsync(SandboxPath path, CancellationToken ct);

    /// <summary>
    /// Replaces or makes a file, atomically and durably: after a crash or on a full disk the old content is whole. Mode, owner and
    /// links stay. On <see cref="SandboxErrorCode.FileConflict"/> nothing was written.
    /// </summary>
    /// <returns>The entry as it is now.</returns>
    Task<Result<FileEntry>> WriteAsync(SandboxPath path, Stream content, WriteCondition condition, CancellationToken ct);

    /// <summary>Deletes a file, link or folder with all in it.</summary>
    Task<SandboxError?> DeleteAsync(SandboxPath path, CancellationToken ct);

    /// <summary>Renames; an existing <paramref name="destination"/> is a <see cref="SandboxErrorCode.FileConflict"/> and stays whole, unless it is the same file.</summary>
    Task<SandboxError?> MoveAsync(SandboxPath source, SandboxPath destination, CancellationToken ct);

    /// <summary>Makes one folder; its parent must exist.</summary>
    Task<SandboxError?> CreateDirectoryAsync(SandboxPath path, CancellationToken ct);

    /// <summary>
    /// Watches the folders in <paramref name="folders"/> (not what lies below them) until cancelled. Changes are gathered for about
    /// 100 ms; a folder that could not be watched is left out.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<FileChange>> WatchAsync(IReadOnlyCollection<SandboxPath> folders, CancellationToken ct);
}

/// <summary>What an entry of a folder is.</summary>
public enum FileKind
{
    File,
    Directory,

    /// <summary>A pipe, socket, device, or a link to nothing: it can be renamed and deleted, not opened.</summary>
    Other,
}

/// <summary>One entry of a folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What it is, after following a link.</param>
/// <param name="IsLink">Whether the entry itself is a symbolic link.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="ModifiedAt">When its content last changed.</param>
/// <param name="Mode">Permission bits, <c>0o644</c> as a number.</param>
/// <param name="Version">Changes whenever the content may have; compare only for equality.</param>
public sealed record FileEntry(
    SandboxPath Path, FileKind Kind, bool IsLink, long Size, DateTimeOffset ModifiedAt, int Mode, string Version)
{
    /// <summary>Name without its folder.</summary>
    public string Name => Path.Name;
}

/// <summary>An open file.</summary>
/// <param name="Entry">The file, as it was when it was opened.</param>
/// <param name="Stream">Its bytes; at most <see cref="FileEntry.Size"/> of them.</param>
public sealed record FileContent(FileEntry Entry, Stream Stream) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>When a write may replace what is there.</summary>
/// <param name="ExpectedVersion">Only if the file still has this version; null asks nothing.</param>
/// <param name="MustNotExist">Only if there is nothing at that path.</param>
public sealed record WriteCondition(string? ExpectedVersion, bool MustNotExist)
{
    /// <summary>Replace whatever is there.</summary>
    public static WriteCondition Always { get; } = new(null, false);

    /// <summary>Only make a new file.</summary>
    public static WriteCondition New { get; } = new(null, true);

    /// <summary>Only if the file still has <paramref name="version"/>.</summary>
    public static WriteCondition Unchanged(string version) => new(version, false);
}

/// <summary>Something in a watched folder changed.</summary>
/// <param name="Path">The entry that was made, changed, moved or deleted; the folder itself when events were lost.</param>
public sealed record FileChange(SandboxPath Path);
