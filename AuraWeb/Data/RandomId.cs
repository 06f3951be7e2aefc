using System.Buffers;
using System.Security.Cryptography;

namespace AuraWeb.Data;

/// <summary>Ids of projects, sandboxes and terminals: lower-case base32 without hyphens, so that they can be a host name's label.</summary>
public static class RandomId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>A new id of 16 characters (80 random bits).</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 16);

    /// <summary>Whether <paramref name="value"/> has the form of an id.</summary>
    public static bool IsValid(string? value) =>
        value is { Length: 16 } && value.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
