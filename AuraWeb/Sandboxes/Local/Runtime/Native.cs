using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Linux calls that .NET does not have.</summary>
internal static partial class Native
{
    public const int CloneFs = 0x200;
    public const int CloneNewMount = 0x20000;
    public const int CloneNewNet = 0x40000000;

    public const nuint MountReadOnly = 1;
    public const nuint MountNoSuid = 2;
    public const nuint MountNoDev = 4;
    public const nuint MountNoExec = 8;
    public const nuint MountBind = 0x1000;
    public const nuint MountRecursive = 0x4000;
    public const nuint MountPrivate = 1 << 18;
    public const nuint MountSlave = 1 << 19;

    public const int UnmountDetach = 2;

    public const int OpenReadWrite = 2;
    public const int OpenNonBlock = 0x800;
    public const int OpenDirectory = 0x10000;
    public const int OpenPath = 0x200000;
    public const int OpenCloseOnExec = 0x80000;

    public const int SignalHangUp = 1;
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;

    public const int ErrorNoEntry = 2;
    public const int ErrorNoProcess = 3;
    public const int ErrorBusy = 16;
    public const int ErrorInvalid = 22;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(SafeHandle descriptor, int type);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string? source, string target, string? type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "mknod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeNode(string path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static unsafe partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitProcess(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint FileModeMask(uint mask);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatFileSystem(string path, long* buffer);

    /// <summary>The kind of file system at a path, as in <c>statfs(2)</c>; 0 when there is nothing.</summary>
    public static unsafe long FileSystemType(string path)
    {
        // The structure is 120 bytes on 64-bit systems; its first word is the type.
        var buffer = stackalloc long[32];
        return StatFileSystem(path, buffer) == 0 ? buffer[0] : 0;
    }

    /// <summary>User and group that own a file.</summary>
    public static unsafe (uint User, uint Group) OwnerOf(string path)
    {
        // struct statx: uid and gid are its sixth and seventh 32-bit words.
        const int currentFolder = -100;
        const uint ownerMask = 0x18;
        var buffer = stackalloc uint[64];
        Check(FileStatus(currentFolder, path, 0, ownerMask, buffer), path);
        return (buffer[5], buffer[6]);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int FileStatus(int folder, string path, int flags, uint mask, uint* buffer);

    /// <summary>Throws when a call failed.</summary>
    public static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw Failure(what);
        }
    }

    /// <summary>What the last call says went wrong.</summary>
    public static IOException Failure(string what)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{what}: {error.Message}", error);
    }
}
