using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AuraWeb.Previews;

/// <summary>
/// One-time tickets that carry a person's right from AuraWeb's origin to a preview's. They live in memory: after a restart the
/// page asks for a new one.
/// </summary>
public sealed class PreviewTickets(TimeProvider clock)
{
    /// <summary>How long a ticket can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Ticket> _tickets = new();

    /// <summary>Makes a ticket for what <paramref name="grant"/> says.</summary>
    public string Issue(PreviewGrant grant)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, ticket) in _tickets)
        {
            if (ticket.ExpiresAt <= now)
            {
                _tickets.TryRemove(key, out _);
            }
        }

        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _tickets[secret] = new(grant, now + Lifetime);
        return secret;
    }

    /// <summary>Uses a ticket up, whether or not it fits.</summary>
    /// <returns>What it grants on <paramref name="host"/>; null if it was used, is too old, is for another host or never was.</returns>
    public PreviewGrant? Redeem(string? secret, string host) =>
        secret is not null && _tickets.TryRemove(secret, out var ticket) && ticket.ExpiresAt > clock.GetUtcNow() && ticket.Grant.Host == host
            ? ticket.Grant
            : null;

    private sealed record Ticket(PreviewGrant Grant, DateTimeOffset ExpiresAt);
}
