using System.Globalization;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// A cgroup for programs that must outlive AuraWeb, like a sandbox's network and its terminals' monitors: a service manager that
/// stops AuraWeb ends everything in AuraWeb's own.
/// </summary>
public sealed class HelperCgroup
{
    private readonly string? _own;
    private readonly string _folder;

    public HelperCgroup(LocalPaths paths)
    {
        // Managers watch the unified hierarchy, or one called systemd beside the others.
        var (root, prefix) = Cgroups.IsUnified ? ("/sys/fs/cgroup", "0::") : ("/sys/fs/cgroup/systemd", "name=systemd:");
        _folder = $"{root}{paths.CgroupParent}/helpers";
        var own = Lines("self").FirstOrDefault(line => line.Contains(prefix, StringComparison.Ordinal));
        _own = own is null || own.EndsWith(":/", StringComparison.Ordinal) || !Directory.Exists(root) ? null : own;
    }

    /// <param name="folder">The cgroup for helpers.</param>
    /// <param name="own">AuraWeb's own, as its line in <c>/proc/self/cgroup</c>.</param>
    internal HelperCgroup(string folder, string own) => (_folder, _own) = (folder, own);

    /// <summary>
    /// Moves a program there, and what it has started in AuraWeb's own cgroup: what runs in a sandbox stays under the sandbox's
    /// limits. Without a service manager there is nothing to do.
    /// </summary>
    public void Adopt(int process)
    {
        if (_own is null)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        foreach (var member in ProcessTree.Descendants(process).Append(process).Where(member => Lines($"{member}").Contains(_own)))
        {
            try
            {
                File.WriteAllText(Path.Combine(_folder, "cgroup.procs"), member.ToString(CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It has ended, and needs no place any more.
            }
        }
    }

    private static string[] Lines(string process)
    {
        try
        {
            return File.ReadAllLines($"/proc/{process}/cgroup");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended.
        }
    }
}
