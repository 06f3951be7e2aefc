using System.Globalization;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Projects;

/// <summary>Times and amounts in words.</summary>
public static class Words
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>How long ago something was: <c>3 min ago</c>.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } span => $"{(int)span.TotalMinutes} min ago",
        { TotalDays: < 1 } span => $"{(int)span.TotalHours} h ago",
        { TotalDays: < 30 } span => (int)span.TotalDays == 1 ? "yesterday" : $"{(int)span.TotalDays} days ago",
        _ => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>How long something took: <c>3.4 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Duration(TimeSpan span) => span.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.0} s")
        : $"{(int)span.TotalMinutes} min {span.Seconds} s";

    /// <summary>What a sandbox may use: <c>2 cores, 2 GB memory, 10 GB disk</c>.</summary>
    public static string Limits(SandboxLimits limits) => $"{Cores(limits.Cpu)}, {Gigabytes(limits.MemoryBytes)} memory, {Gigabytes(limits.StorageBytes)} disk";

    /// <summary>CPU: <c>2 cores</c>.</summary>
    public static string Cores(double cpu) => string.Create(CultureInfo.InvariantCulture, $"{cpu:0.##} {(cpu == 1 ? "core" : "cores")}");

    /// <summary>Bytes: <c>2 GB</c>.</summary>
    public static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Gigabyte:0.#} GB");
}
