using System.Globalization;

namespace AuraWeb.Bench;

/// <summary>What a process has in memory, and who it is.</summary>
internal static class ProcessMemory
{
    /// <summary>Proportional set size, in megabytes: shared pages count by the share of those who share them.</summary>
    public static double PssMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Name of its program; empty when it is gone.</summary>
    public static string NameOf(int process) => Read($"/proc/{process}/comm").Trim();

    /// <summary>Processes that it started and that are still its children.</summary>
    public static int[] ChildrenOf(int process) =>
        [.. Read($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
