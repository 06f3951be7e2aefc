using System.Diagnostics;

namespace AuraWeb.Bench.Terminals;

/// <summary>Types single keys and times until each comes back.</summary>
internal static class Keys
{
    /// <summary>A program that gives back each byte at once; the terminal itself echoes nothing.</summary>
    public const string EchoProgram = "stty raw -echo; printf '\\001GO'; exec cat";

    /// <summary>What it prints first.</summary>
    public static byte[] Go => [1, (byte)'G', (byte)'O'];

    /// <summary>Times one key through AuraWeb.</summary>
    public static async Task TimeAsync(Sample sample, TerminalClient terminal, byte[] buffer, CancellationToken ct)
    {
        var from = Stopwatch.GetTimestamp();
        await terminal.TypeAsync("x"u8.ToArray(), ct);
        if (await terminal.ReadAsync(buffer, ct) != 1)
        {
            throw new InvalidOperationException("Something else than the key came back.");
        }

        sample.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    /// <summary>Times one key through a bare pseudo-terminal.</summary>
    public static void Time(Sample sample, RawPty terminal, byte[] buffer)
    {
        var from = Stopwatch.GetTimestamp();
        terminal.Write("x"u8);
        if (terminal.Read(buffer) != 1)
        {
            throw new InvalidOperationException("Something else than the key came back.");
        }

        sample.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
    }

    /// <summary>Reads a bare pseudo-terminal until the echo program has begun.</summary>
    public static void AwaitGo(RawPty terminal, byte[] buffer)
    {
        var seen = 0;
        while (seen < Go.Length)
        {
            seen += terminal.Read(buffer);
        }
    }
}
