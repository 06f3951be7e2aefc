using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>Looks at what this host can give sandboxes. It changes nothing.</summary>
public sealed class HostCheck(HostPrograms programs, LocalOptions options)
{
    private const string Debian = "On Debian and Ubuntu: apt-get install";

    private static readonly string[] NamespaceKinds = ["user", "pid", "ipc", "uts", "mnt", "cgroup", "net"];

    private static readonly (string Program, string Package, FindingLevel Without, string For)[] Needed =
    [
        ("conmon", "conmon", FindingLevel.Missing, "terminals"),
        ("catatonit", "catatonit", FindingLevel.Missing, "the first process of a sandbox"),
        ("slirp4netns", "slirp4netns", FindingLevel.Missing, "the network"),
        ("nft", "nftables", FindingLevel.Missing, "the network policy"),
        ("nsenter", "util-linux", FindingLevel.Missing, "the network policy"),
        ("mkfs.ext4", "e2fsprogs", FindingLevel.Missing, "storage"),
        ("resize2fs", "e2fsprogs", FindingLevel.Degraded, "giving a sandbox more storage"),
        ("git", "git", FindingLevel.Degraded, "work in a sandbox"),
        ("python3", "python3 python3-venv", FindingLevel.Degraded, "work in a sandbox"),
        ("rg", "ripgrep", FindingLevel.Degraded, "searching in a sandbox"),
    ];

    /// <summary>Everything there is to say, the needed first.</summary>
    public IReadOnlyList<HostFinding> Run() =>
    [
        Root(),
        Program(options.Runtime, options.Runtime, FindingLevel.Missing, "running sandboxes"),
        .. Needed.Select(tool => Program(tool.Program, tool.Package, tool.Without, tool.For)),
        Node(),
        ControlGroups(),
        Loop(),
        Tunnel(),
        Namespaces(),
        NullDevice(),
        Encryption(),
    ];

    private static HostFinding Root() => Native.EffectiveUser() == 0
        ? Ok("root", "AuraWeb runs as root")
        : new("root", FindingLevel.Missing, "not root", "Start AuraWeb as root, with sudo for instance: isolating sandboxes needs it.");

    private HostFinding Program(string name, string package, FindingLevel without, string purpose) => programs.Find(name) is { } path
        ? Ok(name, HostPrograms.VersionOf(path))
        : new(name, without, $"not installed; needed for {purpose}", $"{Debian} {package}");

    private static HostFinding Node()
    {
        var path = new HostToolchain().NodeFolder is { } folder ? Path.Combine(folder, "bin/node") : "/usr/bin/node";
        return File.Exists(path)
            ? Ok("node", $"{HostPrograms.VersionOf(path)} at {path}")
            : new("node", FindingLevel.Degraded, "not found", "Install Node.js 20 or newer: https://nodejs.org/en/download");
    }

    private static HostFinding ControlGroups()
    {
        string[] needed = ["memory", "cpu", "pids"];
        var unified = Cgroups.IsUnified;
        var found = unified
            ? File.ReadAllText("/sys/fs/cgroup/cgroup.controllers").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            : Directory.Exists("/sys/fs/cgroup") ? [.. Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(path => Path.GetFileName(path).Split(','))] : [];
        var absent = needed.Except(found).ToList();
        var version = unified ? "v2" : "v1";
        return absent.Count == 0
            ? Ok("cgroups", $"{version} with memory, cpu and pids")
            : new("cgroups", FindingLevel.Missing, $"{version} without {string.Join(", ", absent)}", "Without these a sandbox has no limits. Enable them on the kernel's command line (cgroup_enable=memory), or mount /sys/fs/cgroup.");
    }

    private static HostFinding Loop() => File.Exists("/dev/loop-control")
        ? Ok("loop devices", "/dev/loop-control is there")
        : new("loop devices", FindingLevel.Missing, "/dev/loop-control is not there", "modprobe loop; in a container, give it the host's /dev.");

    private static HostFinding Tunnel() => File.Exists("/dev/net/tun")
        ? Ok("tun", "/dev/net/tun is there")
        : new("tun", FindingLevel.Missing, "/dev/net/tun is not there", "modprobe tun; in a container, give it /dev/net/tun.");

    private static HostFinding Namespaces()
    {
        var absent = NamespaceKinds.Where(kind => !Path.Exists($"/proc/self/ns/{kind}")).ToList();
        var users = File.Exists("/proc/sys/user/max_user_namespaces") ? File.ReadAllText("/proc/sys/user/max_user_namespaces").Trim() : "0";
        return absent.Count == 0 && users != "0"
            ? Ok("namespaces", "all seven kinds")
            : new("namespaces", FindingLevel.Missing, absent.Count > 0 ? $"without {string.Join(", ", absent)}" : "user namespaces are turned off", "sysctl -w user.max_user_namespaces=65536, or a kernel with these namespaces.");
    }

    // A runtime that was given the host's node on its standard input hands it to the sandbox's user.
    private static HostFinding NullDevice()
    {
        var mode = File.GetUnixFileMode("/dev/null");
        var (user, group) = Native.OwnerOf("/dev/null");
        return (int)mode == 0x1b6 && user == 0 && group == 0
            ? Ok("/dev/null", "0:0, mode 666")
            : new("/dev/null", FindingLevel.Degraded, $"{user}:{group}, mode {Convert.ToString((int)mode, 8)}", "chown 0:0 /dev/null; chmod 666 /dev/null");
    }

    private static HostFinding Encryption() => Directory.Exists("/sys/fs/ext4/features") && File.Exists("/sys/fs/ext4/features/encryption")
        ? Ok("encryption", "ext4 can encrypt folders (fscrypt)")
        : new("encryption", FindingLevel.Degraded, "this kernel's ext4 cannot encrypt folders", "Use a kernel with CONFIG_FS_ENCRYPTION.");

    private static HostFinding Ok(string name, string detail) => new(name, FindingLevel.Ok, detail, null);
}
