using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace AuraWeb.Bench.Terminals;

/// <summary>How fast output goes through a terminal, whole to the last byte, and what a page that does not read costs.</summary>
internal sealed class ThroughputBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const double Goal = 0.9;
    private const double AllowedMegabytes = 8;

    private static readonly byte[] Start = [1, (byte)'S', (byte)'T'];
    private static readonly byte[] Done = [1, (byte)'D', (byte)'N'];

    public string Name => "throughput";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        var context = await server.Value;
        var sandbox = await context.SharedSandboxAsync(ct);
        foreach (var megabytes in new[] { 20, 100 })
        {
            yield return await MeasureAsync(context, sandbox, megabytes, ct);
        }

        yield return await MeasureStalledAsync(context, sandbox, ct);
    }

    // Text that neither side can compress or foresee, the same on both sides.
    private static string Text(int megabytes) =>
        $"openssl enc -aes-128-ctr -pass pass:aura -nosalt -pbkdf2 </dev/zero 2>/dev/null | base64 -w 76 | head -c {megabytes * 1_000_000}";

    private static async Task<Measure> MeasureAsync(BenchContext context, string sandbox, int megabytes, CancellationToken ct)
    {
        var host = Path.GetTempFileName();
        try
        {
            using (var make = Process.Start("bash", ["-c", $"{Text(megabytes)} > {host}"]))
            {
                await make.WaitForExitAsync(ct);
            }

            var expected = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(host, ct)));
            Sample ours = new(), reference = new();
            using var terminal = await TerminalClient.OpenAsync(context, sandbox, ct);
            await terminal.TypeAsync($"stty -opost -echo; {Text(megabytes)} > /tmp/text; printf '\\001DN'\n", ct);
            await terminal.ReadUntilAsync(Done, ct);
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await ReadAsync(terminal, megabytes * 1_000_000, expected, ct));
                reference.Add(ReadRaw(host, megabytes * 1_000_000, expected));
            }

            var ratio = reference.P50 / ours.P50;
            return new(
                $"terminal throughput, {megabytes} MB, {Rounds} rounds, SHA-256 equal", Speed(megabytes, ours.P50), Speed(megabytes, ours.P95),
                $"raw PTY {Speed(megabytes, reference.P50)}", ratio, "≥ 0.9 ×", ratio >= Goal);
        }
        finally
        {
            File.Delete(host);
        }
    }

    private static async Task<double> ReadAsync(TerminalClient terminal, int length, string expected, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        await terminal.TypeAsync("printf '\\001ST'; cat /tmp/text\n", ct);
        var rest = await terminal.ReadUntilAsync(Start, ct);
        var from = Stopwatch.GetTimestamp();
        var left = length - Math.Min(rest.Length, length);
        hash.AppendData(rest.AsSpan(0, length - left));
        while (left > 0)
        {
            var count = await terminal.ReadAsync(buffer, ct);
            hash.AppendData(buffer.AsSpan(0, Math.Min(count, left)));
            left -= Math.Min(count, left);
        }

        var elapsed = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        return Convert.ToHexString(hash.GetHashAndReset()) == expected ? elapsed : throw new InvalidOperationException("The terminal's output is not what was printed.");
    }

    private static double ReadRaw(string file, int length, string expected)
    {
        using var raw = new RawPty($"stty -opost -echo; exec cat {file}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var first = raw.Read(buffer);
        var from = Stopwatch.GetTimestamp();
        for (var count = first; length > 0 && count > 0; count = raw.Read(buffer))
        {
            hash.AppendData(buffer.AsSpan(0, count));
            length -= count;
            if (length == 0)
            {
                break;
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        return Convert.ToHexString(hash.GetHashAndReset()) == expected ? elapsed : throw new InvalidOperationException("The pseudo-terminal's output is not what was printed.");
    }

    private static async Task<Measure> MeasureStalledAsync(BenchContext context, string sandbox, CancellationToken ct)
    {
        using var watcher = await TerminalClient.OpenAsync(context, sandbox, ct);
        using var stalled = await TerminalClient.OpenAsync(context, sandbox, ct);
        var before = ProcessMemory.PssMegabytes(context.Aura.ProcessId);
        await stalled.TypeAsync("rm -f /tmp/flag; head -c 1000000000 /dev/zero | tr '\\0' x; touch /tmp/flag\n", ct);
        await watcher.TypeAsync("until [ -e /tmp/flag ]; do sleep 0.2; done; printf '\\001DN'\n", ct);
        await watcher.ReadUntilAsync(Done, ct);
        var grown = ProcessMemory.PssMegabytes(context.Aura.ProcessId) - before;
        return new(
            "memory that a page which does not read costs, after 1 GB", Sample.Format(grown, "MB"), "—", $"before {Sample.Format(before, "MB")}", null,
            "≤ 8 MB more", grown <= AllowedMegabytes);
    }

    private static string Speed(int megabytes, double milliseconds) => Sample.Format(megabytes * 1000.0 / milliseconds, "MB/s");
}
