using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AuraWeb.Bench;

/// <summary>The table: printed, and written to docs/benchmarks.md and artifacts/bench.json.</summary>
public static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the files; what was measured so far is not lost when a later benchmark is cut off.</summary>
    public static async Task WriteAsync(string root, IReadOnlyList<Measure> measures, CancellationToken ct)
    {
        var table = Table(measures);
        Directory.CreateDirectory(Path.Combine(root, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(root, "artifacts", "bench.json"), JsonSerializer.Serialize(measures, Json), ct);
        await File.WriteAllTextAsync(Path.Combine(root, "docs", "benchmarks.md"), Page(table), ct);
    }

    /// <summary>Prints the table.</summary>
    public static void Print(IReadOnlyList<Measure> measures) => Console.WriteLine(Table(measures));

    private static string Page(string table) => string.Create(CultureInfo.InvariantCulture, $"""
        # Benchmarks

        Written by `./aura bench` on {DateTimeOffset.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores. Each reference ran in the same run, taking turns with what
        it is compared to. Machines are noisy: read the ratio before the figure.

        {table}
        """);

    private static string Table(IReadOnlyList<Measure> measures)
    {
        var text = new StringBuilder()
            .AppendLine("| measure | p50 | p95 | reference in the same run | ratio | goal | met (yes/no) |")
            .AppendLine("|---|---|---|---|---|---|---|");
        foreach (var m in measures)
        {
            var ratio = m.Ratio is { } value ? value.ToString("0.00 ×", CultureInfo.InvariantCulture) : "—";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Name} | {m.P50} | {m.P95} | {m.Reference} | {ratio} | {m.Goal} | {(m.Met ? "yes" : "no")} |");
        }

        return text.ToString();
    }
}
