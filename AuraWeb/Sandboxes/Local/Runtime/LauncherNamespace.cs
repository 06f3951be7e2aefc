using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// The mount namespace in which the runtime and its helpers run. In it <c>/dev/null</c> and its like are nodes of our own,
/// because the runtime gives those it finds to the sandbox's user, and images are mounted only there. It is pinned in the run
/// folder, so that an AuraWeb that starts again finds the mounts.
/// </summary>
internal static class LauncherNamespace
{
    private const long TmpfsType = 0x01021994;
    private const long NamespaceType = 0x6e736673;
    private const uint CharacterDevice = 0x2000;

    private static readonly (string Name, uint Major, uint Minor)[] Devices =
        [("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0)];

    /// <summary>Moves the calling thread into the namespace, for good; makes it if it does not exist.</summary>
    public static void Enter(LocalPaths paths)
    {
        // Without a file system context of its own a thread may not change its mount namespace.
        Native.Check(Native.Unshare(Native.CloneFs), "unshare(CLONE_FS)");
        _ = Native.FileModeMask(0x12);
        PrepareRunFolder(paths);
        if (Native.FileSystemType(paths.PinnedNamespace) == NamespaceType)
        {
            using var pinned = Native.Open(paths.PinnedNamespace, Native.OpenCloseOnExec);
            Native.Check(Native.SetNamespace(pinned, Native.CloneNewMount), "setns");
            return;
        }

        using var host = Native.Open("/proc/thread-self/ns/mnt", Native.OpenCloseOnExec);
        Native.Check(Native.Unshare(Native.CloneNewMount), "unshare(CLONE_NEWNS)");
        Mount(null, "/", null, Native.MountRecursive | Native.MountSlave);
        PutOwnDevices(paths);
        HideUnifiedCgroups();
        Pin(paths, host);
    }

    // A tmpfs, also where /run is on disk: after a reboot nothing in it may look like a running sandbox.
    private static void PrepareRunFolder(LocalPaths paths)
    {
        Directory.CreateDirectory(paths.Run);
        if (Native.FileSystemType(paths.Run) != TmpfsType || !IsMountPoint(paths.Run))
        {
            Mount("auraweb", paths.Run, "tmpfs", Native.MountNoSuid, "mode=0711");
            Mount(null, paths.Run, null, Native.MountPrivate);
        }

        foreach (var folder in new[] { paths.RootFolder, paths.EmptyFolder, Path.Combine(paths.Run, "sandboxes"), Path.Combine(paths.Run, "mnt"), Path.Combine(paths.Run, "dev") })
        {
            Directory.CreateDirectory(folder);
        }

        Directory.CreateDirectory(paths.RuntimeRoot, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.GetDirectoryName(paths.PinnedNamespace)!);
        if (!File.Exists(paths.PinnedNamespace))
        {
            File.WriteAllText(paths.PinnedNamespace, string.Empty);
        }
    }

    private static void PutOwnDevices(LocalPaths paths)
    {
        foreach (var (name, major, minor) in Devices)
        {
            var node = Path.Combine(paths.Run, "dev", name);
            if (!File.Exists(node))
            {
                Native.Check(Native.MakeNode(node, CharacterDevice | 0x1b6, (major << 8) | minor), "mknod");
                File.SetUnixFileMode(node, (UnixFileMode)0x1b6);
            }

            Mount(node, $"/dev/{name}", null, Native.MountBind);
        }
    }

    // The runtime refuses a hybrid tree; without its second half it sees plain cgroup v1.
    private static void HideUnifiedCgroups()
    {
        if (Directory.Exists("/sys/fs/cgroup/unified"))
        {
            _ = Native.Unmount("/sys/fs/cgroup/unified", Native.UnmountDetach);
        }
    }

    // A namespace cannot hold itself: the pin lies in the host's, which this thread visits for it.
    private static void Pin(LocalPaths paths, Microsoft.Win32.SafeHandles.SafeFileHandle host)
    {
        using var own = Native.Open("/proc/thread-self/ns/mnt", Native.OpenCloseOnExec);
        Native.Check(Native.SetNamespace(host, Native.CloneNewMount), "setns");
        Mount($"/proc/self/fd/{own.DangerousGetHandle()}", paths.PinnedNamespace, null, Native.MountBind);
        Native.Check(Native.SetNamespace(own, Native.CloneNewMount), "setns");
    }

    private static bool IsMountPoint(string path) =>
        File.ReadLines("/proc/thread-self/mountinfo").Any(line => line.Split(' ')[4] == path);

    private static void Mount(string? source, string target, string? type, nuint flags, string? data = null) =>
        Native.Check(Native.Mount(source, target, type, flags, data), $"Mounting {target}");
}
