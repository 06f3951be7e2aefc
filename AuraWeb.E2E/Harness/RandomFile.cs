using System.Security.Cryptography;

namespace AuraWeb.E2E.Harness;

/// <summary>Makes files of random bytes.</summary>
internal static class RandomFile
{
    /// <returns>SHA-256 of what was written, in lower-case hexadecimal.</returns>
    public static async Task<string> WriteAsync(string path, int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await File.WriteAllBytesAsync(path, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
