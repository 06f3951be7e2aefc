using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>A sandbox's cgroups, in one unified hierarchy (v2) or in several (v1).</summary>
internal static class Cgroups
{
    private const string Root = "/sys/fs/cgroup";
    private const long UnifiedType = 0x63677270;

    private static readonly string[] MemoryEvents = ["memory.events", "memory.oom_control"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the host has the unified hierarchy alone.</summary>
    public static bool IsUnified => Native.FileSystemType(Root) == UnifiedType;

    /// <summary>Process ids, on the host, of all that is in a sandbox.</summary>
    public static IReadOnlySet<int> Processes(LocalPaths paths, string id)
    {
        var found = new HashSet<int>();
        foreach (var folder in Folders(paths, id))
        {
            found.UnionWith(Lines(Path.Combine(folder, "cgroup.procs")).Select(int.Parse));
        }

        return found;
    }

    /// <summary>Whether the kernel has killed anything in the sandbox for want of memory.</summary>
    public static bool WasOutOfMemory(LocalPaths paths, string id) =>
        Folders(paths, id)
            .SelectMany(folder => MemoryEvents.Select(name => Path.Combine(folder, name)))
            .SelectMany(Lines)
            .Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && line != "oom_kill 0");

    /// <summary>Kills what is left in a sandbox's cgroups and removes them.</summary>
    public static async Task RemoveAsync(LocalPaths paths, string id)
    {
        for (var waited = TimeSpan.Zero; Processes(paths, id) is { Count: > 0 } left; waited += Pause)
        {
            if (waited > Patience)
            {
                throw new IOException($"{left.Count} processes of the sandbox do not end.");
            }

            foreach (var process in left)
            {
                _ = Native.Kill(process, Native.SignalKill);
            }

            await Task.Delay(Pause);
        }

        foreach (var folder in Folders(paths, id))
        {
            Remove(folder);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // The runtime was quicker.
        }
    }

    private static IEnumerable<string> Folders(LocalPaths paths, string id) =>
        (IsUnified ? [Root] : Directory.EnumerateDirectories(Root))
            .Select(hierarchy => hierarchy + paths.Cgroup(id))
            .Where(Directory.Exists);

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return []; // Not in this hierarchy, or just removed.
        }
    }
}
