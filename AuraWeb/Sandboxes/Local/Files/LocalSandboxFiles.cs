using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// Files of a local sandbox, reached from the host through a descriptor of its content. Every path is resolved by the kernel below
/// that folder, and every call is made as the sandbox's user. One object a sandbox: writes with a condition exclude each other in it.
/// </summary>
public sealed class LocalSandboxFiles : ISandboxFiles, IDisposable
{
    private readonly SafeFileHandle _content;
    private readonly UserFiles _files;
    private readonly FileEntries _entries;
    private readonly FileWriter _writer;
    private readonly FolderWatcher _watcher;

    /// <param name="content">The folder that is <c>/</c> to all paths; stays the caller's. Once it is closed every operation answers that the sandbox is stopped.</param>
    /// <param name="uid">Host id of the sandbox's user.</param>
    /// <param name="gid">Host id of its group.</param>
    /// <param name="clock">The time.</param>
    public LocalSandboxFiles(SafeFileHandle content, uint uid, uint gid, TimeProvider clock)
    {
        _content = content;
        _files = new UserFiles(new SandboxUser(uid, gid));
        _entries = new FileEntries(content, _files);
        _writer = new FileWriter(content, _files);
        _watcher = new FolderWatcher(content, _files, clock);
    }

    /// <summary>Opens the folder that is to be the content, as the calling thread sees it: its mount namespace counts.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenContent(string folder) => UserFiles.OpenHostFolder(folder);

    public Task<Result<IReadOnlyList<FileEntry>>> ListAsync(SandboxPath folder, CancellationToken ct) =>
        RunAsync(() => _entries.List(folder, ct), ct);

    public Task<Result<FileEntry>> StatAsync(SandboxPath path, CancellationToken ct) => RunAsync(() => _entries.Describe(path), ct);

    public Task<Result<FileContent>> ReadAsync(SandboxPath path, CancellationToken ct) => RunAsync(() => Open(path), ct);

    public async Task<Result<FileEntry>> WriteAsync(SandboxPath path, Stream content, WriteCondition condition, CancellationToken ct)
    {
        try
        {
            return await Task.Run(() => _writer.WriteAsync(path, content, condition, ct), ct);
        }
        catch (ObjectDisposedException) when (_content.IsClosed)
        {
            return SandboxError.SandboxStopped;
        }
    }

    public Task<SandboxError?> DeleteAsync(SandboxPath path, CancellationToken ct) => RunAsync(() => Delete(path, ct), ct);

    public Task<SandboxError?> MoveAsync(SandboxPath source, SandboxPath destination, CancellationToken ct) =>
        RunAsync(() => new FileMover(_content, _files).Move(source, destination), ct);

    public Task<SandboxError?> CreateDirectoryAsync(SandboxPath path, CancellationToken ct) => RunAsync(() => CreateDirectory(path), ct);

    public IAsyncEnumerable<IReadOnlyList<FileChange>> WatchAsync(IReadOnlyCollection<SandboxPath> folders, CancellationToken ct) =>
        _watcher.WatchAsync(folders, ct);

    public void Dispose()
    {
        _watcher.Dispose();
        _writer.Dispose();
    }

    /// <summary>Whether a path is a part of the sandbox and not of its content: <c>/</c>, <c>/workspace</c>, <c>/home</c>, <c>/home/aura</c>.</summary>
    internal static bool IsFixed(SandboxPath path) => path.Parent.Value == "/" || path == SandboxPath.Home;

    private Result<FileContent> Open(SandboxPath path)
    {
        // Looked at first: opening a pipe would wake whoever waits at its other end.
        if (!_entries.Describe(path).TryGet(out var entry, out var failure))
        {
            return failure;
        }

        if (entry.Kind != FileKind.File)
        {
            return entry.Kind == FileKind.Directory ? FileErrors.IsFolder(path) : FileErrors.NotRegular(path);
        }

        var (handle, error) = _files.Open(_content, RawName.Of(path.Value), Libc.ReadOnly);
        FileStat stat = default;
        error = error == Errno.None ? _files.Stat(handle, out stat) : error;
        if (error == Errno.None && stat.IsFile)
        {
            return new FileContent(FileEntries.Describe(path, stat, entry.IsLink), new LimitedFile(handle, (long)stat.Size));
        }

        handle.Dispose();
        return error == Errno.None ? FileErrors.NotRegular(path) : FileErrors.Of(error, path);
    }

    private SandboxError? Delete(SandboxPath path, CancellationToken ct)
    {
        if (IsFixed(path))
        {
            return FileErrors.Fixed(path);
        }

        if (!FileTarget.OfEntry(_files, _content, path).TryGet(out var target, out var failure))
        {
            return failure;
        }

        using (target)
        {
            var error = new FileRemover(_files).Remove(target.Folder, target.Name, ct);
            return error switch
            {
                Errno.None => null,
                Errno.NotEmpty => new(SandboxErrorCode.FileConflict, $"“{path}” is being written to, so it was not wholly deleted. Try again."),
                _ => FileErrors.Of(error, path),
            };
        }
    }

    private SandboxError? CreateDirectory(SandboxPath path)
    {
        const uint mode = 0x1ED; // 0755

        if (path.Value == "/")
        {
            return FileErrors.Fixed(path);
        }

        if (!FileTarget.OfEntry(_files, _content, path).TryGet(out var target, out var failure))
        {
            return failure;
        }

        using (target)
        {
            var error = _files.MakeDirectory(target.Folder, target.Name, mode);
            return error == Errno.None ? null : FileErrors.Of(error, path);
        }
    }

    // Disks block, so not on the caller's thread.
    private async Task<T> RunAsync<T>(Func<T> work, Func<SandboxError, T> refuse, CancellationToken ct)
    {
        try
        {
            return await Task.Run(work, ct);
        }
        catch (ObjectDisposedException) when (_content.IsClosed)
        {
            return refuse(SandboxError.SandboxStopped);
        }
    }

    private Task<Result<T>> RunAsync<T>(Func<Result<T>> work, CancellationToken ct) => RunAsync<Result<T>>(work, error => error, ct);

    private Task<SandboxError?> RunAsync(Func<SandboxError?> work, CancellationToken ct) => RunAsync(work, error => error, ct);
}
