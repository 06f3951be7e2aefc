using System.Globalization;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// A cgroup for programs that must outlive AuraWeb, like a sandbox's network: a service manager that stops AuraWeb ends everything
/// in AuraWeb's own.
/// </summary>
public sealed class HelperCgroup(LocalPaths paths)
{
    private readonly string? _folder = Find(paths);

    /// <summary>Moves a program and what it has started there. Without a service manager there is nothing to do.</summary>
    public void Adopt(int process)
    {
        if (_folder is null)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        foreach (var member in ProcessTree.Descendants(process).Append(process))
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

    // Managers watch the unified hierarchy, or one called systemd beside the others.
    private static string? Find(LocalPaths paths)
    {
        var (root, prefix) = Cgroups.IsUnified ? ("/sys/fs/cgroup", "0::") : ("/sys/fs/cgroup/systemd", "name=systemd:");
        var own = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.Contains(prefix, StringComparison.Ordinal));
        return own is null || own.EndsWith(":/", StringComparison.Ordinal) || !Directory.Exists(root) ? null : $"{root}{paths.CgroupParent}/helpers";
    }
}
