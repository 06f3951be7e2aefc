using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Describes what lies in the content of a sandbox.</summary>
internal sealed class FileEntries(SafeFileHandle content, UserFiles files)
{
    private const int ReadableBytes = 32 * 1024;

    /// <summary>Describes one path; a link as what it points to.</summary>
    internal Result<FileEntry> Describe(SandboxPath path)
    {
        var name = RawName.Of(path.Value);
        var (handle, error) = files.Open(content, name, Libc.PathOnly | Libc.NoFollow);
        using (handle)
        {
            FileStat stat = default;
            error = error == Errno.None ? files.Stat(handle, out stat) : error;
            return error != Errno.None ? FileErrors.Of(error, path) : Describe(path, name, stat);
        }
    }

    /// <summary>Describes what has been looked at already.</summary>
    internal static FileEntry Describe(SandboxPath path, in FileStat stat, bool isLink)
    {
        var kind = stat.IsDirectory ? FileKind.Directory : stat.IsFile ? FileKind.File : FileKind.Other;
        var modified = DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick);
        return new(path, kind, isLink, (long)stat.Size, modified, stat.Mode, VersionOf(stat));
    }

    /// <summary>A file's version. The time of change moves with every write, and cannot be set back as the time of modification can.</summary>
    internal static string VersionOf(in FileStat stat) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stat.Inode:x}-{stat.ChangedSeconds:x}.{stat.ChangedNanoseconds:x}-{stat.ModifiedSeconds:x}.{stat.ModifiedNanoseconds:x}-{stat.Size:x}");

    /// <summary>All entries of a folder.</summary>
    internal Result<IReadOnlyList<FileEntry>> List(SandboxPath folder, CancellationToken ct)
    {
        var (handle, error) = files.Open(content, RawName.Of(folder.Value), Libc.ReadOnly | Libc.Directory);
        using (handle)
        {
            var entries = new List<FileEntry>();
            error = error == Errno.None ? DirectoryReader.Read(handle, ReadableBytes, name => Add(entries, folder, handle, name, ct)) : error;
            return error switch
            {
                Errno.None => entries,
                Errno.NotDirectory => new SandboxError(SandboxErrorCode.InvalidPath, $"“{folder}” is not a folder."),
                _ => FileErrors.Of(error, folder),
            };
        }
    }

    private bool Add(List<FileEntry> entries, SandboxPath folder, SafeFileHandle handle, byte[] name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (text, isExact) = RawName.Decode(name.AsSpan()[..^1]);

        // Deleted since it was read, or deeper than a path can say: not there.
        if (SandboxPath.TryParse(text, out var path, folder) && files.Stat(handle, name, out var stat) == Errno.None)
        {
            entries.Add(isExact ? Describe(path, RawName.Of(path.Value), stat) : Describe(path, stat, stat.IsLink) with { Kind = FileKind.Other });
        }

        return true;
    }

    private FileEntry Describe(SandboxPath path, byte[] name, in FileStat stat)
    {
        if (!stat.IsLink)
        {
            return Describe(path, stat, isLink: false);
        }

        var (target, error) = files.Open(content, name, Libc.PathOnly);
        using (target)
        {
            return error == Errno.None && files.Stat(target, out var seen) == Errno.None
                ? Describe(path, seen, isLink: true)
                : Describe(path, stat, isLink: true);
        }
    }
}
