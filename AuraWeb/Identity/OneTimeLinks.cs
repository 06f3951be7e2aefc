using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Identity;

/// <summary>Makes and takes one-time links. It works in the caller's transaction.</summary>
public sealed class OneTimeLinks(AuraDbContext db, TimeProvider clock)
{
    /// <summary>How long a link is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>Makes a new code of 192 random bits; older ones for the same purpose end.</summary>
    public async Task<string> CreateAsync(LinkPurpose purpose, CancellationToken ct)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        await db.Set<OneTimeLink>().Where(link => link.Purpose == purpose).ExecuteDeleteAsync(ct);
        db.Add(new OneTimeLink { Purpose = purpose, CodeHash = Hash(code), ExpiresAt = clock.GetUtcNow() + Lifetime });
        await db.SaveChangesAsync(ct);
        return code;
    }

    /// <summary>Whether the code would be taken now.</summary>
    public Task<bool> IsGoodAsync(LinkPurpose purpose, string? code, CancellationToken ct) => Good(purpose, code).AnyAsync(ct);

    /// <summary>Uses the code up. Of two who try at once, one succeeds.</summary>
    public async Task<bool> TakeAsync(LinkPurpose purpose, string? code, CancellationToken ct) =>
        await Good(purpose, code).ExecuteDeleteAsync(ct) == 1;

    private IQueryable<OneTimeLink> Good(LinkPurpose purpose, string? code)
    {
        var (hash, now) = (Hash(code), clock.GetUtcNow());
        return db.Set<OneTimeLink>().Where(link => link.Purpose == purpose && link.CodeHash == hash && link.ExpiresAt > now);
    }

    private static string Hash(string? code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code ?? "")));
}
