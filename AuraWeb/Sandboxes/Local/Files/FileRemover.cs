using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// Deletes a folder with all in it, following no link. It holds one descriptor however deep it goes, and goes back up only to the
/// folder it came from: one that is moved meanwhile ends the deletion instead of leading it elsewhere.
/// </summary>
internal sealed class FileRemover(UserFiles files)
{
    private const int EmptyingAttempts = 100;
    private const int ReadableBytes = 8 * 1024;

    internal Errno Remove(SafeFileHandle parent, byte[] name, CancellationToken ct)
    {
        var error = files.Unlink(parent, name);
        if (error != Errno.IsDirectory)
        {
            return error;
        }

        for (var attempt = 0; attempt < EmptyingAttempts; attempt++)
        {
            error = files.Unlink(parent, name, Libc.RemoveDirectory);
            if (error != Errno.NotEmpty)
            {
                return error;
            }

            error = Empty(parent, name, ct);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.NotEmpty;
    }

    private Errno Empty(SafeFileHandle parent, byte[] name, CancellationToken ct)
    {
        var (current, error) = OpenFolder(parent, name);
        var above = new Stack<(ulong Inode, byte[] Name)>();
        try
        {
            while (error == Errno.None)
            {
                ct.ThrowIfCancellationRequested();
                error = EmptyOne(current, out var inner);
                if (error != Errno.None || (inner is null && above.Count == 0))
                {
                    return error;
                }

                error = inner is null ? Ascend(ref current, above.Pop()) : Descend(ref current, inner, above);
            }

            return error;
        }
        finally
        {
            current.Dispose();
        }
    }

    // Removes everything but folders that are not empty; the first of those is what to do next.
    private Errno EmptyOne(SafeFileHandle folder, out byte[]? inner)
    {
        var error = Errno.None;
        byte[]? found = null;
        var read = DirectoryReader.Read(folder, ReadableBytes, name =>
        {
            error = files.Unlink(folder, name);
            error = error == Errno.IsDirectory ? files.Unlink(folder, name, Libc.RemoveDirectory) : error;
            error = error == Errno.NoEntry ? Errno.None : error;
            found = error == Errno.NotEmpty ? name : null;
            return error == Errno.None;
        });
        inner = found;
        return read != Errno.None ? read : found is null ? error : Errno.None;
    }

    private Errno Descend(ref SafeFileHandle current, byte[] name, Stack<(ulong Inode, byte[] Name)> above)
    {
        var error = files.Stat(current, out var stat);
        if (error != Errno.None)
        {
            return error;
        }

        (var inner, error) = OpenFolder(current, name);
        if (error != Errno.None)
        {
            inner.Dispose();
            return error;
        }

        above.Push((stat.Inode, name));
        current.Dispose();
        current = inner;
        return Errno.None;
    }

    private Errno Ascend(ref SafeFileHandle current, (ulong Inode, byte[] Name) to)
    {
        var (upper, error) = files.OpenAbove(current);
        if (error != Errno.None || (error = files.Stat(upper, out var stat)) != Errno.None || stat.Inode != to.Inode)
        {
            upper.Dispose();
            return error == Errno.None ? Errno.NotEmpty : error;
        }

        current.Dispose();
        current = upper;

        // Whatever was made in it meanwhile is found when its folder is read again.
        error = files.Unlink(current, to.Name, Libc.RemoveDirectory);
        return error is Errno.NotEmpty or Errno.NoEntry ? Errno.None : error;
    }

    private (SafeFileHandle Handle, Errno Error) OpenFolder(SafeFileHandle parent, byte[] name) =>
        files.Open(parent, name, Libc.ReadOnly | Libc.Directory | Libc.NoFollow);
}
