using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>The system calls on files, made as a sandbox's user. Names are bytes that end with NUL.</summary>
internal sealed unsafe class UserFiles(SandboxUser user)
{
    private const int ResolveAttempts = 64;
    private const ulong OwnerOnly = 0x180; // 0600

    private static readonly byte[] Above = RawName.Of("..");
    private static readonly byte[] Itself = RawName.Of("");

    internal SandboxUser User => user;

    /// <summary>
    /// Opens a path below <paramref name="root"/>, which is <c>/</c> to every link and <c>..</c> on the way. Never blocks, not
    /// even on a pipe.
    /// </summary>
    internal (SafeFileHandle Handle, Errno Error) Open(SafeFileHandle root, byte[] path, int flags, uint mode = 0)
    {
        var others = (flags & Libc.PathOnly) != 0 ? 0 : Libc.NonBlock | Libc.NoControllingTerminal;
        var how = new OpenHow { Flags = (ulong)(flags | Libc.CloseOnExec | others), Mode = mode, Resolve = OpenHow.InRoot | OpenHow.NoMagicLinks };
        return Open(root, path, how);
    }

    /// <summary>Opens the folder above an open one. The caller checks that it is the one expected.</summary>
    internal (SafeFileHandle Handle, Errno Error) OpenAbove(SafeFileHandle folder)
    {
        var how = new OpenHow { Flags = (ulong)(Libc.ReadOnly | Libc.Directory | Libc.CloseOnExec), Resolve = OpenHow.NoLinks };
        return Open(folder, Above, how);
    }

    /// <summary>Opens an open folder itself once more with the host's own rights, for what the user's do not reach: to sync it, to keep bytes in it.</summary>
    internal static (SafeFileHandle Handle, Errno Error) OpenAsHost(SafeFileHandle folder, int flags)
    {
        using var at = new Borrowed(folder);
        return OpenAsHost(at.Fd, RawName.Here, flags);
    }

    /// <summary>Opens a folder of the host by its path, as the calling thread sees it, only to reach what lies below.</summary>
    internal static SafeFileHandle OpenHostFolder(string path)
    {
        var (handle, error) = OpenAsHost(Libc.WorkingDirectory, RawName.Of(path), Libc.PathOnly | Libc.Directory);
        if (error == Errno.None)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException($"The folder {path} cannot be opened (error {(int)error}).");
    }

    /// <summary>What an entry of a folder is, without following it.</summary>
    internal Errno Stat(SafeFileHandle folder, byte[] name, out FileStat stat) => Stat(folder, name, Libc.StatLink, out stat);

    /// <summary>What an open descriptor is.</summary>
    internal Errno Stat(SafeFileHandle handle, out FileStat stat) => Stat(handle, Itself, Libc.EmptyPath, out stat);

    internal Errno ReadLink(SafeFileHandle folder, byte[] name, out byte[] target)
    {
        var buffer = new byte[4096];
        using var at = new Borrowed(folder);
        fixed (byte* first = name, into = buffer)
        {
            var (length, error) = user.Call(CallNumber.ReadLinkAt, at.Fd, (nint)first, (nint)into, buffer.Length);
            target = buffer[..(int)Math.Max(0, length)];
            return error;
        }
    }

    /// <summary>Removes a name; with <see cref="Libc.RemoveDirectory"/> an empty folder.</summary>
    internal Errno Unlink(SafeFileHandle folder, byte[] name, int flags = 0)
    {
        using var at = new Borrowed(folder);
        fixed (byte* first = name)
        {
            return user.Call(CallNumber.UnlinkAt, at.Fd, (nint)first, flags).Error;
        }
    }

    internal Errno MakeDirectory(SafeFileHandle folder, byte[] name, uint mode)
    {
        using var at = new Borrowed(folder);
        fixed (byte* first = name)
        {
            return user.Call(CallNumber.MakeDirectoryAt, at.Fd, (nint)first, (nint)mode).Error;
        }
    }

    internal Errno Rename(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, uint flags)
    {
        using var source = new Borrowed(from);
        using var destination = new Borrowed(to);
        fixed (byte* first = name, second = newName)
        {
            return user.Call(CallNumber.RenameAt2, source.Fd, (nint)first, destination.Fd, (nint)second, (nint)flags).Error;
        }
    }

    /// <summary>Gives an unnamed file a name that must be free.</summary>
    internal Errno Link(SafeFileHandle file, SafeFileHandle folder, byte[] name)
    {
        using var source = new Borrowed(file);
        using var destination = new Borrowed(folder);
        fixed (byte* first = RawName.Of($"/proc/self/fd/{source.Fd}"), second = name)
        {
            return user.Call(CallNumber.LinkAt, Libc.WorkingDirectory, (nint)first, destination.Fd, (nint)second, Libc.FollowLink).Error;
        }
    }

    internal Errno ChangeMode(SafeFileHandle file, int mode)
    {
        using var at = new Borrowed(file);
        return user.Call(CallNumber.ChangeMode, at.Fd, mode).Error;
    }

    private (SafeFileHandle Handle, Errno Error) Open(SafeFileHandle root, byte[] path, OpenHow how)
    {
        using var at = new Borrowed(root);
        fixed (byte* name = path)
        {
            // The kernel says "again" when a rename elsewhere made it unsure whether ".." stays inside.
            for (var attempt = 0; ; attempt++)
            {
                var (fd, error) = user.Call(CallNumber.OpenAt2, at.Fd, (nint)name, (nint)(&how), sizeof(OpenHow));
                if (error is Errno.Interrupted || (error is Errno.Again && attempt < ResolveAttempts))
                {
                    continue;
                }

                return (new SafeFileHandle(fd, ownsHandle: true), error);
            }
        }
    }

    private static (SafeFileHandle Handle, Errno Error) OpenAsHost(int at, byte[] path, int flags)
    {
        var mode = (flags & Libc.Unnamed) == Libc.Unnamed ? OwnerOnly : 0;
        var how = new OpenHow { Flags = (ulong)(flags | Libc.CloseOnExec), Mode = mode, Resolve = OpenHow.NoLinks };
        fixed (byte* name = path)
        {
            var fd = Libc.Syscall(CallNumber.OpenAt2, at, (nint)name, (nint)(&how), sizeof(OpenHow), 0);
            var error = fd < 0 ? (Errno)Marshal.GetLastSystemError() : Errno.None;
            return (new SafeFileHandle(fd, ownsHandle: true), error);
        }
    }

    private Errno Stat(SafeFileHandle at, byte[] name, int flags, out FileStat stat)
    {
        using var borrowed = new Borrowed(at);
        fixed (byte* first = name)
        fixed (FileStat* into = &stat)
        {
            return user.Call(CallNumber.StatX, borrowed.Fd, (nint)first, flags, (nint)Libc.BasicStats, (nint)into).Error;
        }
    }
}

/// <summary>Keeps a descriptor from being closed by somebody else while a call uses its number.</summary>
internal readonly ref struct Borrowed
{
    private readonly SafeFileHandle _handle;

    internal Borrowed(SafeFileHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    internal int Fd => (int)_handle.DangerousGetHandle();

    public void Dispose() => _handle.DangerousRelease();
}
