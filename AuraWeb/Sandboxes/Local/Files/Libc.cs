using System.Runtime.InteropServices;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// The few calls of the C library that .NET does not offer. All arguments are blittable, so that no code of the runtime runs
/// between entry and system call; <see cref="SandboxUser"/> relies on that.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int NoControllingTerminal = 0x100;
    internal const int NonBlock = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int PathOnly = 0x200000;
    internal const int KeepSize = 1;
    internal const int RemoveDirectory = 0x200;
    internal const int FollowLink = 0x400;
    internal const int StatLink = 0x100;
    internal const int EmptyPath = 0x1000;
    internal const uint NoReplace = 1;
    internal const uint BasicStats = 0x7ff;

    /// <summary>Relative to what a call's own descriptor argument would be; full paths ignore it.</summary>
    internal const int WorkingDirectory = -100;

    // These two differ by processor: arm64 kept the numbers of 32-bit ARM.
    internal static readonly int Directory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    internal static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>An unnamed file in a folder: it vanishes with its descriptor unless it is linked.</summary>
    internal static readonly int Unnamed = 0x400000 | Directory;

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Syscall(nint number, nint a, nint b, nint c, nint d, nint e);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int SetFsUid(uint uid);

    [LibraryImport("libc", EntryPoint = "setfsgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int SetFsGid(uint gid);

    [LibraryImport("libc", EntryPoint = "getgroups")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int GetGroups(int size, uint* groups);

    [LibraryImport("libc", EntryPoint = "getdents64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint ReadEntries(int fd, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Read(int fd, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "pread")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint ReadAt(int fd, byte* buffer, nuint size, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint WriteAt(int fd, byte* buffer, nuint size, long offset);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Sync(int fd);

    [LibraryImport("libc", EntryPoint = "ftruncate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Truncate(int fd, long size);

    [LibraryImport("libc", EntryPoint = "fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Allocate(int fd, int mode, long offset, long size);

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int InotifyInit(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int InotifyAdd(int fd, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int InotifyRemove(int fd, int watch);
}

/// <summary>Numbers of system calls that run as the sandbox's user; x86-64 and arm64 count differently.</summary>
internal static class CallNumber
{
    internal const int OpenAt2 = 437;

    internal static readonly int ChangeMode = Of(91, 52);
    internal static readonly int LinkAt = Of(265, 37);
    internal static readonly int MakeDirectoryAt = Of(258, 34);
    internal static readonly int ProcessId = Of(39, 172);
    internal static readonly int ReadLinkAt = Of(267, 78);
    internal static readonly int RenameAt2 = Of(316, 276);
    internal static readonly int SetGroups = Of(116, 159);
    internal static readonly int StatX = Of(332, 291);
    internal static readonly int UnlinkAt = Of(263, 35);

    private static int Of(int x64, int arm64) => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => x64,
        Architecture.Arm64 => arm64,
        var other => throw new PlatformNotSupportedException($"The local provider does not know the system calls of {other}."),
    };
}

/// <summary>Argument of openat2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    /// <summary>The given descriptor is <c>/</c>: neither links nor <c>..</c> lead out.</summary>
    internal const ulong InRoot = 0x10;

    /// <summary>No links of <c>/proc</c>, which lead anywhere.</summary>
    internal const ulong NoMagicLinks = 0x02;

    /// <summary>No links at all.</summary>
    internal const ulong NoLinks = 0x04;

    internal ulong Flags;
    internal ulong Mode;
    internal ulong Resolve;
}

/// <summary>What statx tells; the layout is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStat
{
    private const int TypeMask = 0xF000;

    [FieldOffset(16)]
    internal uint Links;
    [FieldOffset(20)]
    internal uint Uid;
    [FieldOffset(24)]
    internal uint Gid;
    [FieldOffset(28)]
    internal ushort RawMode;
    [FieldOffset(32)]
    internal ulong Inode;
    [FieldOffset(40)]
    internal ulong Size;
    [FieldOffset(96)]
    internal long ChangedSeconds;
    [FieldOffset(104)]
    internal uint ChangedNanoseconds;
    [FieldOffset(112)]
    internal long ModifiedSeconds;
    [FieldOffset(120)]
    internal uint ModifiedNanoseconds;

    internal readonly bool IsDirectory => (RawMode & TypeMask) == 0x4000;

    internal readonly bool IsFile => (RawMode & TypeMask) == 0x8000;

    internal readonly bool IsLink => (RawMode & TypeMask) == 0xA000;

    internal readonly int Mode => RawMode & 0xFFF;
}

/// <summary>The error numbers that mean something to a person; the kernel's numbers.</summary>
internal enum Errno
{
    None = 0,
    NotPermitted = 1,
    NoEntry = 2,
    Interrupted = 4,
    NoDeviceOrAddress = 6,
    Again = 11,
    AccessDenied = 13,
    Exists = 17,
    CrossDevice = 18,
    NotDirectory = 20,
    IsDirectory = 21,
    Invalid = 22,
    TextBusy = 26,
    TooBig = 27,
    NoSpace = 28,
    ReadOnlyFileSystem = 30,
    NameTooLong = 36,
    NotEmpty = 39,
    TooManyLinks = 40,
    Quota = 122,
}
