namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Ends a process and everything it started.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Kills the descendants of a process until none is left, and then itself. It must be a sub-reaper: what loses its parent on
    /// the way becomes its child, and so is found.
    /// </summary>
    public static async Task KillAsync(int root)
    {
        while (Descendants(root) is { Count: > 0 } left)
        {
            foreach (var process in left)
            {
                _ = Native.Kill(process, Native.SignalKill);
            }

            await Task.Delay(Pause);
        }

        _ = Native.Kill(root, Native.SignalKill);
    }

    /// <summary>Everything below a process, at this moment.</summary>
    public static List<int> Descendants(int root)
    {
        List<int> found = [];
        var queue = new Queue<int>([root]);
        while (queue.TryDequeue(out var process))
        {
            foreach (var child in Children(process))
            {
                found.Add(child);
                queue.Enqueue(child);
            }
        }

        return found;
    }

    private static List<int> Children(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(int.Parse)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It ended in the meantime.
        }
    }
}
