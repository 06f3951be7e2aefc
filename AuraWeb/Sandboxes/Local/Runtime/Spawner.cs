using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// Starts programs from the calling thread, so that they inherit its mount namespace; each gets a session of its own, so that a
/// signal to AuraWeb's group spares it, default signals, and exactly the descriptors it is given.
/// </summary>
internal static unsafe partial class Spawner
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;
    private const int DuplicateCloseOnExec = 1030;

    // Descriptors are moved above this before they are put in place, so that none overwrites another.
    private const int HighDescriptor = 64;

    // Larger than the C library's opaque structures: 336, 80 and 128 bytes in glibc.
    private const int OpaqueSize = 512;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Arguments without the program's own name.</param>
    /// <param name="environment">Its whole environment, <c>NAME=value</c>.</param>
    /// <param name="descriptors">Which number each descriptor has in the program; 0, 1 and 2 must be among them.</param>
    /// <param name="folder">Its working folder; ours when null.</param>
    /// <returns>Process id.</returns>
    public static int Start(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<string> environment,
        IReadOnlyDictionary<int, SafeFileHandle> descriptors,
        string? folder = null)
    {
        var high = new List<SafeFileHandle>();
        var actions = (byte*)NativeMemory.AllocZeroed(OpaqueSize);
        var attributes = (byte*)NativeMemory.AllocZeroed(OpaqueSize);
        try
        {
            Check(FileActionsInit(actions), "posix_spawn_file_actions_init");
            foreach (var (number, handle) in descriptors)
            {
                var moved = Duplicate(handle);
                high.Add(moved);
                Check(FileActionsAddDuplicate(actions, (int)moved.DangerousGetHandle(), number), "posix_spawn_file_actions_adddup2");
            }

            if (folder is not null)
            {
                Check(FileActionsAddChangeFolder(actions, folder), "posix_spawn_file_actions_addchdir_np");
            }

            SetAttributes(attributes);
            var error = Spawn(out var process, program, actions, attributes, [program, .. arguments, null], [.. environment, null]);
            Check(error, $"The program {program} could not be started");
            return process;
        }
        finally
        {
            _ = FileActionsDestroy(actions);
            _ = AttributesDestroy(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
            high.ForEach(handle => handle.Dispose());
        }
    }

    private static void SetAttributes(byte* attributes)
    {
        var signals = stackalloc byte[OpaqueSize];
        new Span<byte>(signals, OpaqueSize).Clear();
        Check(AttributesInit(attributes), "posix_spawnattr_init");
        Check(AttributesSetMask(attributes, signals), "posix_spawnattr_setsigmask");

        // .NET ignores SIGPIPE; a program that inherits that never notices that its reader is gone.
        new Span<byte>(signals, 8).Fill(0xff);
        Check(AttributesSetDefaults(attributes, signals), "posix_spawnattr_setsigdefault");
        Check(AttributesSetFlags(attributes, SetSession | SetSignalMask | SetSignalDefaults), "posix_spawnattr_setflags");
    }

    private static SafeFileHandle Duplicate(SafeFileHandle handle)
    {
        var copy = FileControl(handle, DuplicateCloseOnExec, HighDescriptor);
        Native.Check(copy, "fcntl");
        return new SafeFileHandle(copy, ownsHandle: true);
    }

    // These calls return the error instead of setting errno.
    private static void Check(int error, string what)
    {
        if (error != 0)
        {
            throw new IOException($"{what}: {new Win32Exception(error).Message}", new Win32Exception(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, byte* actions, byte* attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FileActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FileActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int FileActionsAddDuplicate(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileActionsAddChangeFolder(byte* actions, string folder);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int AttributesSetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int AttributesSetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle handle, int command, int argument);
}
