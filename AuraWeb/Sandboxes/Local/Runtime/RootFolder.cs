using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// The root folder of every sandbox: read-only, empty but for mount points, links into <c>/usr</c> and a small <c>/etc</c> of our
/// own. Nothing of the host's <c>/etc</c> but certificates and links is seen inside.
/// </summary>
internal sealed class RootFolder(LocalPaths paths, HostToolchain toolchain)
{
    private static readonly string[] Folders =
    [
        "proc", "dev", "sys", "tmp", "usr", "workspace", "home", "etc", "etc/alternatives", "etc/ssl/certs", "opt", "root", "run", "srv", "mnt", "media",
        "var/tmp", "var/log", "var/cache", "var/lib",
    ];

    private static readonly string[] MergedFolders = ["bin", "sbin", "lib", "lib64"];

    private readonly Lock _gate = new();
    private bool _made;

    /// <summary>Makes it, or brings it to this version's form.</summary>
    public void Ensure()
    {
        lock (_gate)
        {
            if (_made)
            {
                return;
            }

            Make();
            _made = true;
        }
    }

    /// <summary>Writes the files of <c>/etc</c> that differ from sandbox to sandbox.</summary>
    public void WriteOwnFiles(string id, string hostName)
    {
        var etc = Directory.CreateDirectory(Path.Combine(paths.Running(id), "etc")).FullName;
        File.WriteAllText(Path.Combine(etc, "hostname"), hostName + "\n");
        File.WriteAllText(Path.Combine(etc, "hosts"), $"127.0.0.1 localhost\n127.0.1.1 {hostName}\n::1 ip6-localhost ip6-loopback\n");
    }

    private void Make()
    {
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(Path.Combine(paths.RootFolder, folder));
        }

        if (toolchain.NodeFolder is not null)
        {
            Directory.CreateDirectory(Path.Combine(paths.RootFolder, HostToolchain.NodeInside[1..], "bin"));
            Directory.CreateDirectory(Path.Combine(paths.RootFolder, HostToolchain.NodeInside[1..], "lib/node_modules"));
        }

        foreach (var name in MergedFolders.Where(name => Directory.Exists($"/usr/{name}")))
        {
            Link(name, $"usr/{name}");
        }

        Link("etc/os-release", "../usr/lib/os-release");
        Link("etc/mtab", "/proc/self/mounts");
        foreach (var (name, text) in EtcFiles.All)
        {
            Put(Path.Combine("etc", name), text);
        }

        foreach (var name in new[] { "etc/hosts", "etc/hostname", "etc/ld.so.cache" })
        {
            Put(name, string.Empty);
        }
    }

    private void Link(string name, string target)
    {
        var path = Path.Combine(paths.RootFolder, name);
        if (new FileInfo(path).LinkTarget is null)
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    // Renamed into place: sandboxes that run see it whole.
    private void Put(string name, string text)
    {
        var path = Path.Combine(paths.RootFolder, name);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Storage.AtomicFile.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}
