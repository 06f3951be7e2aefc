using System.Security.Cryptography;
using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>Reads terminals in tests.</summary>
public static class TerminalOutput
{
    /// <summary>Reads until <paramref name="text"/> has come.</summary>
    /// <returns>All that was read, with it.</returns>
    public static async Task<string> ReadUntilAsync(this ITerminalConnection connection, string text, CancellationToken ct)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        while (!all.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await connection.ReadAsync(buffer, ct);
            Assert.True(count > 0, $"The terminal ended before it printed “{text}”: {all}");
            all.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return all.ToString();
    }

    /// <summary>Reads to the end.</summary>
    public static async Task<byte[]> ReadToEndAsync(this ITerminalConnection connection, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await connection.ReadAsync(buffer, ct)) > 0;)
        {
            await all.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
        }

        return all.ToArray();
    }

    /// <summary>Reads to the end without keeping it.</summary>
    /// <returns>How many bytes came, and their SHA-256 in hexadecimal.</returns>
    public static async Task<(long Length, string Hash)> HashToEndAsync(this ITerminalConnection connection, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        for (int count; (count = await connection.ReadAsync(buffer, ct)) > 0; length += count)
        {
            hash.AppendData(buffer, 0, count);
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static ValueTask TypeAsync(this ITerminalConnection connection, string text, CancellationToken ct) =>
        connection.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
}
