using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Where a path really leads: an open folder and a name in it that is no link.</summary>
internal sealed class FileTarget(SandboxPath path, SafeFileHandle folder, byte[] name) : IDisposable
{
    private const int MostLinks = 40;

    /// <summary>The path it was found by.</summary>
    internal SandboxPath Path => path;

    /// <summary>The folder; only to reach its entries.</summary>
    internal SafeFileHandle Folder => folder;

    internal byte[] Name => name;

    public void Dispose() => folder.Dispose();

    /// <summary>The entry itself, even if it is a link; its folder must exist.</summary>
    internal static Result<FileTarget> OfEntry(UserFiles files, SafeFileHandle content, SandboxPath path)
    {
        var (folder, error) = files.Open(content, RawName.Of(path.Parent.Value), Libc.PathOnly | Libc.Directory);
        if (error != Errno.None)
        {
            folder.Dispose();
            return FileErrors.OfFolder(error, path);
        }

        return new FileTarget(path, folder, RawName.Of(path.Name));
    }

    /// <summary>What the path leads to after all links, whether it exists or not; its folder must exist.</summary>
    internal static Result<FileTarget> Resolve(UserFiles files, SafeFileHandle content, SandboxPath path)
    {
        var current = RawName.Of(path.Value);
        for (var links = 0; links < MostLinks; links++)
        {
            var (parent, name) = Split(current);
            if (name is [0] or [(byte)'.', 0] or [(byte)'.', (byte)'.', 0])
            {
                return FileErrors.IsFolder(path);
            }

            var (folder, error) = files.Open(content, parent, Libc.PathOnly | Libc.Directory);
            FileStat stat = default;
            var found = error == Errno.None ? files.Stat(folder, name, out stat) : error;
            if (error == Errno.None && (found == Errno.NoEntry || (found == Errno.None && !stat.IsLink)))
            {
                return new FileTarget(path, folder, name);
            }

            using (folder)
            {
                if (found != Errno.None || (found = files.ReadLink(folder, name, out var target)) != Errno.None)
                {
                    return error != Errno.None ? FileErrors.OfFolder(error, path) : FileErrors.Of(found, path);
                }

                current = target is [(byte)'/', ..] ? RawName.Of(target) : [.. parent.AsSpan()[..^1], (byte)'/', .. target, 0];
            }
        }

        return FileErrors.Of(Errno.TooManyLinks, path);
    }

    // A link's target is read from the folder it lies in, so parent and target together are a path again.
    private static (byte[] Parent, byte[] Name) Split(byte[] path)
    {
        var cut = path.AsSpan().LastIndexOf((byte)'/');
        return (cut == 0 ? RawName.Of("/"u8) : RawName.Of(path.AsSpan(0, cut)), path[(cut + 1)..]);
    }
}
