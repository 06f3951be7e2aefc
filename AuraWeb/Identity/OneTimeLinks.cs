using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Identity;

/// <summary>Makes and takes the links that make an administrator.</summary>
public sealed class OneTimeLinks(IDbContextFactory<AuraDbContext> contexts, TimeProvider clock)
{
    /// <summary>How long a link is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>Makes a new code of 192 random bits; all older ones end.</summary>
    public async Task<string> CreateAsync(CancellationToken ct)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Set<OneTimeLink>().ExecuteDeleteAsync(ct);
        db.Add(new OneTimeLink { CodeHash = Hash(code), ExpiresAt = clock.GetUtcNow() + Lifetime });
        await db.SaveChangesAsync(ct);
        return code;
    }

    /// <summary>Whether the code would be taken now.</summary>
    public async Task<bool> IsGoodAsync(string? code, CancellationToken ct)
    {
        var (hash, now) = (Hash(code), clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<OneTimeLink>().AnyAsync(link => link.CodeHash == hash && link.ExpiresAt > now, ct);
    }

    /// <summary>Uses the code up. Of two who try at once, one succeeds.</summary>
    public async Task<bool> TakeAsync(string? code, CancellationToken ct)
    {
        var (hash, now) = (Hash(code), clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<OneTimeLink>().Where(link => link.CodeHash == hash && link.ExpiresAt > now).ExecuteDeleteAsync(ct) == 1;
    }

    private static string Hash(string? code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code ?? "")));
}
