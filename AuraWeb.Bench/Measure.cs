namespace AuraWeb.Bench;

/// <summary>One row of the table: what was measured, beside a reference measured in the same run, interleaved with it.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="P50">Median, with its unit.</param>
/// <param name="P95">95th percentile, with its unit; <c>—</c> where a single figure was taken.</param>
/// <param name="Reference">The reference and its figure.</param>
/// <param name="Ratio">Ours over the reference's; null where the goal is absolute.</param>
/// <param name="Goal">What is aimed at.</param>
/// <param name="Met">Whether it was reached.</param>
public sealed record Measure(string Name, string P50, string P95, string Reference, double? Ratio, string Goal, bool Met);

/// <summary>Something that can be measured.</summary>
public interface IBenchmark
{
    /// <summary>Short name, to run it alone: <c>./aura bench terminal</c>.</summary>
    string Name { get; }

    /// <summary>Measures; ours and the reference take turns.</summary>
    /// <param name="server">An AuraWeb in a process of its own, started for the first that asks.</param>
    /// <param name="ct">Gives up.</param>
    IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, CancellationToken ct);
}
