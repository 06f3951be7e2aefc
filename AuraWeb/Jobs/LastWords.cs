using System.Text;
using System.Text.RegularExpressions;
using AuraWeb.Sandboxes;

namespace AuraWeb.Jobs;

/// <summary>Finds the line of a command's output that best says why it failed.</summary>
internal static partial class LastWords
{
    private const int Kept = 16 * 1024;
    private const int Longest = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the output of a terminal that has ended; null when it cannot be read or says nothing.</summary>
    public static async Task<string?> ReadAsync(ISandboxTerminals terminals, string terminalId, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var attached = await terminals.AttachAsync(terminalId, patience.Token);
            if (!attached.TryGet(out var connection, out _))
            {
                return null;
            }

            await using (connection)
            {
                return Choose(await ReadTailAsync(connection, patience.Token));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The last line that speaks of an error, or else the last line.</summary>
    internal static string? Choose(string output)
    {
        var lines = ControlSequence().Replace(output, "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var telling = lines.Where(line => !Boilerplate().IsMatch(line)).ToList();
        var line = telling.FindLast(text => text.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? telling.LastOrDefault();
        return line is { Length: > Longest } ? line[..Longest] + "…" : line;
    }

    private static async Task<string> ReadTailAsync(ITerminalConnection connection, CancellationToken ct)
    {
        var tail = new List<byte>();
        var buffer = new byte[Kept];
        while (await connection.ReadAsync(buffer, ct) is > 0 and var count)
        {
            tail.AddRange(buffer.AsSpan(0, count));
            tail.RemoveRange(0, Math.Max(0, tail.Count - Kept));
        }

        return Encoding.UTF8.GetString([.. tail]);
    }

    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")]
    private static partial Regex ControlSequence();

    // What npm prints below every error.
    [GeneratedRegex(@"A complete log of this run can be found in|_logs/|^npm error\s*$")]
    private static partial Regex Boilerplate();
}
