using AuraWeb.Data;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// Writes files. The new content first goes into an unnamed file that vanishes by itself if anything fails, then takes the
/// old one's place in one step. A file that must stay the same one (it has several names or another owner, or its folder may not
/// be written) is overwritten in place.
/// </summary>
internal sealed class FileWriter(SafeFileHandle content, UserFiles files) : IDisposable
{
    private const int NewFileMode = 0x1A4; // 0644

    // One writer at a time looks at the old version and replaces it, so that of several with the same version one wins.
    private readonly SemaphoreSlim _commit = new(1, 1);

    public void Dispose() => _commit.Dispose();

    internal async Task<Result<FileEntry>> WriteAsync(SandboxPath path, Stream source, WriteCondition condition, CancellationToken ct)
    {
        var resolved = FileTarget.Resolve(files, content, path);
        if (!resolved.TryGet(out var target, out var error))
        {
            return error;
        }

        using (target)
        {
            var (old, refusal) = LookAtOld(target, condition);
            old?.Dispose();
            if (refusal is not null)
            {
                return refusal;
            }

            var (spool, failure, folderIsClosed) = OpenSpool(target);
            using (spool)
            {
                if (failure != Errno.None)
                {
                    return FileErrors.Of(failure, path);
                }

                var (length, filled) = await FileBytes.FillAsync(spool, source, ct);
                return filled == Errno.None
                    ? await CommitAsync(target, new(spool, length, folderIsClosed), condition, ct)
                    : FileErrors.Of(filled, path);
            }
        }
    }

    private async Task<Result<FileEntry>> CommitAsync(FileTarget target, Spool spool, WriteCondition condition, CancellationToken ct)
    {
        await _commit.WaitAsync(ct);
        try
        {
            return Commit(target, spool, condition);
        }
        finally
        {
            _commit.Release();
        }
    }

    private Result<FileEntry> Commit(FileTarget target, Spool spool, WriteCondition condition)
    {
        var (old, refusal) = LookAtOld(target, condition);
        using (old)
        {
            if (refusal is not null)
            {
                return refusal;
            }

            var inPlace = old is not null && (spool.FolderIsClosed || MustStay(old.Stat));
            var error = old is null ? Name(target, spool.File)
                : inPlace ? FileBytes.Replace(spool.File, old.Handle, spool.Length, (long)old.Stat.Size)
                : Exchange(target, spool.File, old.Stat.Mode);
            error = error == Errno.None && !inPlace ? SyncFolder(target) : error;
            if (error != Errno.None)
            {
                return FileErrors.Of(error, target.Path);
            }

            error = files.Stat(inPlace ? old!.Handle : spool.File, out var stat);
            return error == Errno.None ? FileEntries.Describe(target.Path, stat, IsLink(target.Path)) : FileErrors.Of(error, target.Path);
        }
    }

    // Opening for writing asks the kernel whether the user may; replacing alone would only need the folder.
    private (OldFile? Old, SandboxError? Refusal) LookAtOld(FileTarget target, WriteCondition condition)
    {
        var error = files.Stat(target.Folder, target.Name, out var stat);
        if (error == Errno.NoEntry)
        {
            return (null, condition.ExpectedVersion is null ? null : FileErrors.Changed(target.Path));
        }

        var refusal = error != Errno.None ? FileErrors.Of(error, target.Path)
            : condition.MustNotExist ? FileErrors.Of(Errno.Exists, target.Path)
            : stat.IsDirectory ? FileErrors.IsFolder(target.Path)
            : !stat.IsFile ? FileErrors.NotRegular(target.Path)
            : condition.ExpectedVersion is { } expected && expected != FileEntries.VersionOf(stat) ? FileErrors.Changed(target.Path)
            : null;
        if (refusal is not null)
        {
            return (null, refusal);
        }

        (var handle, error) = files.Open(target.Folder, target.Name, Libc.WriteOnly | Libc.NoFollow);
        if (error is Errno.None or Errno.TextBusy)
        {
            return (new(handle, stat), null);
        }

        handle.Dispose();
        return (null, FileErrors.Of(error, target.Path));
    }

    // In a folder that the user may not write only a file that exists can be written, and only in place.
    private (SafeFileHandle File, Errno Error, bool FolderIsClosed) OpenSpool(FileTarget target)
    {
        var (spool, error) = files.Open(target.Folder, RawName.Here, Libc.ReadWrite | Libc.Unnamed, NewFileMode);
        if (error is not (Errno.AccessDenied or Errno.NotPermitted) || files.Stat(target.Folder, target.Name, out _) != Errno.None)
        {
            return (spool, error, false);
        }

        spool.Dispose();
        (spool, error) = UserFiles.OpenAsHost(target.Folder, Libc.ReadWrite | Libc.Unnamed);
        return (spool, error, true);
    }

    private bool MustStay(in FileStat stat) => stat.Links > 1 || stat.Uid != files.User.Uid || stat.Gid != files.User.Gid;

    private Errno Name(FileTarget target, SafeFileHandle spool)
    {
        var error = files.ChangeMode(spool, NewFileMode);
        return error == Errno.None ? files.Link(spool, target.Folder, target.Name) : error;
    }

    private Errno Exchange(FileTarget target, SafeFileHandle spool, int mode)
    {
        var error = files.ChangeMode(spool, mode);
        error = error == Errno.None ? FileBytes.Sync(spool) : error;
        var temporary = RawName.Of($".aura-{RandomId.New()}");
        error = error == Errno.None ? files.Link(spool, target.Folder, temporary) : error;
        if (error != Errno.None)
        {
            return error;
        }

        error = files.Rename(target.Folder, temporary, target.Folder, target.Name, 0);
        return error == Errno.None ? error : Forget(target, temporary, error);
    }

    private Errno Forget(FileTarget target, byte[] temporary, Errno why)
    {
        _ = files.Unlink(target.Folder, temporary);
        return why;
    }

    // As the host: the user may be allowed to write a folder but not to read it.
    private static Errno SyncFolder(FileTarget target)
    {
        var (folder, error) = UserFiles.OpenAsHost(target.Folder, Libc.ReadOnly | Libc.Directory);
        using (folder)
        {
            return error == Errno.None ? FileBytes.Sync(folder) : error;
        }
    }

    private bool IsLink(SandboxPath path)
    {
        var (handle, error) = files.Open(content, RawName.Of(path.Value), Libc.PathOnly | Libc.NoFollow);
        using (handle)
        {
            return error == Errno.None && files.Stat(handle, out var stat) == Errno.None && stat.IsLink;
        }
    }

    private sealed record Spool(SafeFileHandle File, long Length, bool FolderIsClosed);

    private sealed record OldFile(SafeFileHandle Handle, FileStat Stat) : IDisposable
    {
        public void Dispose() => Handle.Dispose();
    }
}
