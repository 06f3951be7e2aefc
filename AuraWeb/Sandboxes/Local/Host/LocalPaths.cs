using AuraWeb.Data;
using Microsoft.Extensions.Options;

namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>Where the local provider keeps things. Every name on the host carries the data folder's id.</summary>
public sealed class LocalPaths(DataFolder data, IOptions<LocalOptions> options)
{
    /// <summary>What is kept over a reboot: one folder a sandbox.</summary>
    public string Sandboxes { get; } = data.Subfolder("sandboxes");

    /// <summary>A tmpfs of our own: what is in it ends with the host's next reboot, as the sandboxes' processes do.</summary>
    public string Run { get; } = Path.Combine(options.Value.RunFolder, data.Id);

    /// <summary>Parent of the sandboxes' cgroups, below each hierarchy's root.</summary>
    public string CgroupParent { get; } = $"/auraweb-{data.Id}";

    /// <summary>The pinned launcher mount namespace.</summary>
    public string PinnedNamespace => Path.Combine(Run, "ns", "mnt");

    /// <summary>The runtime's own state.</summary>
    public string RuntimeRoot => Path.Combine(Run, "runtime");

    /// <summary>The read-only root folder that all sandboxes share.</summary>
    public string RootFolder => Path.Combine(Run, "rootfs");

    /// <summary>An empty folder, to hide what a sandbox must not see.</summary>
    public string EmptyFolder => Path.Combine(Run, "empty");

    /// <summary>What is kept of one sandbox.</summary>
    public string Kept(string id) => Path.Combine(Sandboxes, id);

    /// <summary>Metadata of one sandbox.</summary>
    public string Record(string id) => Path.Combine(Kept(id), "sandbox.json");

    /// <summary>The sandbox's file system.</summary>
    public string Image(string id) => Path.Combine(Kept(id), "image.ext4");

    /// <summary>What one running sandbox has in the run folder: its bundle, sockets, logs.</summary>
    public string Running(string id) => Path.Combine(Run, "sandboxes", id);

    /// <summary>Who its first process is, and whether it was asked to end.</summary>
    public string InitRecord(string id) => Path.Combine(Running(id), "init.json");

    /// <summary>Where its image is mounted, in the launcher mount namespace only.</summary>
    public string Mount(string id) => Path.Combine(Run, "mnt", id);

    /// <summary>The folder inside the image that holds <c>workspace</c> and <c>home</c>.</summary>
    public string Content(string id) => Path.Combine(Mount(id), "content");

    /// <summary>The sandbox's cgroup, below each hierarchy's root.</summary>
    public string Cgroup(string id) => $"{CgroupParent}/{id}";
}
