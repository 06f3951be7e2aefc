using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Renames, never over something else.</summary>
internal sealed class FileMover(SafeFileHandle content, UserFiles files)
{
    internal SandboxError? Move(SandboxPath source, SandboxPath destination)
    {
        if (LocalSandboxFiles.IsFixed(source) || LocalSandboxFiles.IsFixed(destination))
        {
            return FileErrors.Fixed(LocalSandboxFiles.IsFixed(source) ? source : destination);
        }

        if (!FileTarget.OfEntry(files, content, source).TryGet(out var from, out var failure))
        {
            return failure;
        }

        using (from)
        {
            if (!FileTarget.OfEntry(files, content, destination).TryGet(out var to, out failure))
            {
                return failure;
            }

            using (to)
            {
                return Move(from, to);
            }
        }
    }

    private SandboxError? Move(FileTarget from, FileTarget to)
    {
        var error = files.Rename(from.Folder, from.Name, to.Folder, to.Name, Libc.NoReplace);
        if (error == Errno.Exists && AreTheSame(from, to))
        {
            // The kernel leaves two names of one file alone, and changes the case of a name where case does not count.
            error = files.Rename(from.Folder, from.Name, to.Folder, to.Name, 0);
        }

        return error switch
        {
            Errno.None => null,
            Errno.NoEntry => SandboxError.FileNotFound(from.Path),
            Errno.Invalid => new(SandboxErrorCode.InvalidPath, $"“{from.Path}” cannot be moved into itself."),
            _ => FileErrors.Of(error, to.Path),
        };
    }

    private bool AreTheSame(FileTarget from, FileTarget to) =>
        files.Stat(from.Folder, from.Name, out var first) == Errno.None
        && files.Stat(to.Folder, to.Name, out var second) == Errno.None
        && first.Inode == second.Inode;
}
