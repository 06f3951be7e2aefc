using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>
/// Makes single system calls as a sandbox's user: the kernel then checks that user's permissions, and what is made belongs to it.
/// </summary>
/// <remarks>
/// The identity belongs to the thread, and a thread that is started meanwhile inherits it. The runtime starts threads whenever it
/// likes (the compiler's, the pool's), so nothing but the call itself may run in between: no allocation, no other managed method.
/// </remarks>
internal sealed unsafe class SandboxUser
{
    // Pinned for the life of the process: the kernel reads it on every call.
    private static readonly uint[] OwnGroups = ReadOwnGroups();

    internal SandboxUser(uint uid, uint gid)
    {
        if (uid == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(uid), "A sandbox's user is never the host's root.");
        }

        (Uid, Gid) = (uid, gid);

        // Binds the calls now: binding later would run the loader as the sandbox's user.
        _ = Libc.SetFsUid(uint.MaxValue);
        _ = Libc.SetFsGid(uint.MaxValue);
        _ = Libc.Syscall(CallNumber.ProcessId, 0, 0, 0, 0, 0);
    }

    /// <summary>Its id on the host.</summary>
    internal uint Uid { get; }

    /// <summary>Its group's id on the host.</summary>
    internal uint Gid { get; }

    /// <summary>Makes one system call as this user.</summary>
    /// <returns>Its result and error number.</returns>
    internal (nint Result, Errno Error) Call(int number, nint a, nint b, nint c = 0, nint d = 0, nint e = 0)
    {
        fixed (uint* groups = OwnGroups)
        {
            var result = Switch(number, (a, b, c, d, e), groups, out var asUser);
            var error = result < 0 ? (Errno)Marshal.GetLastSystemError() : Errno.None;
            if (!asUser)
            {
                Environment.FailFast("A file operation did not run as the sandbox's user. AuraWeb needs root with CAP_SETUID and CAP_SETGID.");
            }

            return (result, error);
        }
    }

    // Optimised at once: code that is compiled in tiers may start the compiler's thread from here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Switch(nint number, (nint A, nint B, nint C, nint D, nint E) arguments, uint* groups, out bool asUser)
    {
        var (setGroups, count, uid, gid) = (CallNumber.SetGroups, OwnGroups.Length, Uid, Gid);
        var withoutGroups = Libc.Syscall(setGroups, 0, 0, 0, 0, 0);
        _ = Libc.SetFsGid(gid);
        _ = Libc.SetFsUid(uid);
        var result = withoutGroups == 0 ? Libc.Syscall(number, arguments.A, arguments.B, arguments.C, arguments.D, arguments.E) : -1;
        var uidWas = Libc.SetFsUid(0);
        var gidWas = Libc.SetFsGid(0);
        var withGroups = Libc.Syscall(setGroups, count, (nint)groups, 0, 0, 0);

        // None of the calls above fails after the one that counts, so its error number still stands.
        asUser = withoutGroups == 0 && withGroups == 0 && (uint)uidWas == uid && (uint)gidWas == gid;
        return result;
    }

    private static uint[] ReadOwnGroups()
    {
        var count = Libc.GetGroups(0, null);
        var groups = GC.AllocateArray<uint>(count, pinned: true);
        fixed (uint* first = groups)
        {
            return Libc.GetGroups(count, first) == count ? groups : throw new InvalidOperationException("The groups of this process cannot be read.");
        }
    }
}
