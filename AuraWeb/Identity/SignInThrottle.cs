using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AuraWeb.Identity;

/// <summary>
/// How often somebody may try: counted by network address, and by e-mail whether it has an account or not, so that waiting tells
/// nothing about who has one.
/// </summary>
public sealed class SignInThrottle(IOptions<AccountOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(options.Value.TriesPerAddress);
    private readonly PartitionedRateLimiter<string> _emails = Limiter(options.Value.TriesPerEmail);

    /// <summary>Counts one try.</summary>
    /// <returns>Whether it may be made.</returns>
    public bool TryEnter(string address, string email)
    {
        using var byAddress = _addresses.AttemptAcquire(address);
        using var byEmail = _emails.AttemptAcquire(email.Trim().ToUpperInvariant());
        return byAddress.IsAcquired && byEmail.IsAcquired;
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _emails.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = tries, Window = Window, SegmentsPerWindow = 5 }));
}
