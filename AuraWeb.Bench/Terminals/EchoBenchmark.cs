using System.Runtime.CompilerServices;

namespace AuraWeb.Bench.Terminals;

/// <summary>The time from a key to its echo over the socket, and the same while another terminal floods.</summary>
internal sealed class EchoBenchmark : IBenchmark
{
    private const int KeyCount = 500;
    private const int FloodedKeys = 300;
    private const double Allowed50 = 0.7;
    private const double Allowed99 = 4;
    private const double FloodGoal = 50;

    private readonly byte[] _buffer = new byte[256 * 1024];

    public string Name => "echo";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        var context = await server.Value;
        var sandbox = await context.SharedSandboxAsync(ct);
        using var raw = new RawPty(Keys.EchoProgram);
        Keys.AwaitGo(raw, _buffer);
        using var terminal = await StartAsync(context, sandbox, ct);
        foreach (var gap in new[] { 5, 20, 50 })
        {
            yield return await MeasureAsync(terminal, raw, gap, ct);
        }

        yield return await MeasureFloodAsync(context, sandbox, terminal, raw, ct);
    }

    private static async Task<TerminalClient> StartAsync(BenchContext context, string sandbox, CancellationToken ct)
    {
        var terminal = await TerminalClient.OpenAsync(context, sandbox, ct);
        await terminal.TypeAsync(Keys.EchoProgram + "\n", ct);
        await terminal.ReadUntilAsync(Keys.Go, ct);
        return terminal;
    }

    private async Task<Measure> MeasureAsync(TerminalClient terminal, RawPty raw, int gap, CancellationToken ct)
    {
        Sample ours = new(), reference = new();
        for (var key = 0; key < KeyCount; key++)
        {
            await Task.Delay(gap, ct);
            await Keys.TimeAsync(ours, terminal, _buffer, ct);
            Keys.Time(reference, raw, _buffer);
        }

        var clustered = ours.Values.Count(ms => ms is > 18 and < 22 or > 38 and < 42);
        var met = ours.P50 <= reference.P50 + Allowed50 && ours.P99 <= reference.P99 + Allowed99 && clustered <= KeyCount / 100;
        return new(
            $"key echo, {KeyCount} keys at {gap} ms (p99 {Sample.Format(ours.P99)}; {clustered} near 20 or 40 ms)",
            Sample.Format(ours.P50), Sample.Format(ours.P95),
            $"raw PTY {Sample.Format(reference.P50)}, p99 {Sample.Format(reference.P99)}", ours.P50 / reference.P50,
            "p50 ≤ raw + 0.7 ms, p99 ≤ raw p99 + 4 ms, no cluster", met);
    }

    private async Task<Measure> MeasureFloodAsync(BenchContext context, string sandbox, TerminalClient terminal, RawPty raw, CancellationToken ct)
    {
        using var flood = await TerminalClient.OpenAsync(context, sandbox, ct);
        await flood.TypeAsync("exec yes\n", ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = DrainAsync(flood, stop.Token);
        Sample ours = new(), reference = new();
        for (var key = 0; key < FloodedKeys; key++)
        {
            await Task.Delay(20, ct);
            await Keys.TimeAsync(ours, terminal, _buffer, ct);
            Keys.Time(reference, raw, _buffer);
        }

        await stop.CancelAsync();
        await reading;
        return new(
            $"key echo while another terminal floods (p99 {Sample.Format(ours.P99)})", Sample.Format(ours.P50), Sample.Format(ours.P95),
            $"raw PTY {Sample.Format(reference.P50)}, p99 {Sample.Format(reference.P99)}", ours.P50 / reference.P50, "p99 ≤ 50 ms", ours.P99 <= FloodGoal);
    }

    private static async Task DrainAsync(TerminalClient terminal, CancellationToken ct)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (await terminal.ReadAsync(buffer, ct) > 0)
            {
                // Only read, as a page that keeps up does.
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Enough.
        }
    }
}
