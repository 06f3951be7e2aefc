using System.Text.Json;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>The runtime's description of one sandbox: what it sees, what it may do and how much of it.</summary>
internal sealed class OciConfig(LocalPaths paths, HostToolchain toolchain)
{
    private const int Processes = 2048;
    private const long CpuPeriod = 100_000;

    private static readonly string[] Namespaces = ["pid", "ipc", "uts", "mount", "cgroup", "user", "network"];

    private static readonly string[] Masked =
    [
        "/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/key-users", "/proc/kallsyms", "/proc/config.gz", "/proc/cmdline",
        "/proc/interrupts", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi",
        "/proc/kmsg", "/proc/modules", "/sys/firmware", "/sys/kernel", "/sys/module", "/sys/fs/ext4", "/sys/devices/virtual/powercap",
        "/sys/devices/virtual/block", "/sys/devices/virtual/dmi",
    ];

    private static readonly string[] ReadOnly =
        ["/sys/fs/cgroup", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    private static readonly string[] HostFolders = ["/usr", "/etc/alternatives", "/etc/ssl/certs", "/etc/ld.so.cache"];

    /// <summary>Writes <c>config.json</c> for a sandbox.</summary>
    public void Write(string id, SandboxSpec spec, SandboxRecord record)
    {
        var mapping = new[] { new { containerID = 0, hostID = record.BaseUser, size = 65536 } };
        var config = new
        {
            ociVersion = "1.0.2",
            process = ProcessSpec.ForInit(["/usr/bin/catatonit", "-P"]),
            root = new { path = paths.RootFolder, @readonly = true },
            hostname = spec.HostName,
            mounts = Mounts(id, spec.Limits),
            linux = new
            {
                uidMappings = mapping,
                gidMappings = mapping,
                namespaces = Namespaces.Select(type => new { type }),
                cgroupsPath = paths.Cgroup(id),
                resources = Resources(spec.Limits),
                seccomp = Seccomp.Profile,
                maskedPaths = Masked,
                readonlyPaths = ReadOnly,
                sysctl = new Dictionary<string, string>
                {
                    ["net.ipv4.ping_group_range"] = "0 65535",
                    ["net.ipv4.ip_unprivileged_port_start"] = "0",
                    // For what comes after lo: ::1 stays, the way out has none.
                    ["net.ipv6.conf.default.disable_ipv6"] = "1",
                },
            },
        };
        File.WriteAllBytes(Path.Combine(paths.Running(id), "config.json"), JsonSerializer.SerializeToUtf8Bytes(config));
    }

    private static object Resources(SandboxLimits limits) => new
    {
        devices = new[] { new { allow = false, access = "rwm" } },
        memory = new { limit = limits.MemoryBytes, swap = limits.MemoryBytes },
        cpu = new { period = CpuPeriod, quota = (long)(limits.Cpu * CpuPeriod) },
        pids = new { limit = Processes },
    };

    private List<object> Mounts(string id, SandboxLimits limits)
    {
        var own = Path.Combine(paths.Running(id), "etc");
        List<object> mounts =
        [
            Mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"),
            Mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
            Mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
            Mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", $"size={limits.MemoryBytes / 8}"),
            Mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
            Mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
            Mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"),
            Mount("/tmp", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777", $"size={limits.MemoryBytes / 4}"),
            .. HostFolders.Where(Path.Exists).Select(folder => Bind(folder, folder, "ro")),
            Bind(paths.EmptyFolder, "/usr/local", "ro"),
            Bind(Path.Combine(own, "hosts"), "/etc/hosts", "ro"),
            Bind(Path.Combine(own, "hostname"), "/etc/hostname", "ro"),
            Bind(Path.Combine(paths.Content(id), "workspace"), "/workspace", "rw"),
            Bind(Path.Combine(paths.Content(id), "home"), "/home", "rw"),
        ];
        if (toolchain.NodeFolder is { } node)
        {
            mounts.Add(Bind(Path.Combine(node, "bin"), $"{HostToolchain.NodeInside}/bin", "ro"));
            mounts.Add(Bind(Path.Combine(node, "lib/node_modules"), $"{HostToolchain.NodeInside}/lib/node_modules", "ro"));
        }

        return mounts;
    }

    private static object Mount(string destination, string type, string source, params string[] options) =>
        new { destination, type, source, options };

    private static object Bind(string source, string destination, string access) =>
        Mount(destination, "bind", source, "rbind", access, "nosuid", "nodev");
}
