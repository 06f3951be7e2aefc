using System.Diagnostics;
using System.Globalization;

namespace AuraWeb.Bench;

/// <summary>A series of times, in milliseconds.</summary>
public sealed class Sample
{
    private readonly List<double> _values = [];

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The median.</summary>
    public double P50 => Percentile(0.50);

    /// <summary>The 95th percentile.</summary>
    public double P95 => Percentile(0.95);

    /// <summary>The 99th percentile.</summary>
    public double P99 => Percentile(0.99);

    /// <summary>All values, as they came.</summary>
    public IReadOnlyList<double> Values => _values;

    public void Add(double milliseconds) => _values.Add(milliseconds);

    /// <summary>Times one run.</summary>
    public async Task TimeAsync(Func<Task> run)
    {
        var from = Stopwatch.GetTimestamp();
        await run();
        Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    /// <summary>The value below which <paramref name="share"/> of the sample lies.</summary>
    public double Percentile(double share)
    {
        var sorted = _values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>A figure with its unit, <c>1.25 ms</c>.</summary>
    public static string Format(double value, string unit = "ms") =>
        string.Create(CultureInfo.InvariantCulture, $"{(value < 10 ? Math.Round(value, 2) : Math.Round(value, 1))} {unit}");
}
