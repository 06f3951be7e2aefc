using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AuraWeb.Previews;

/// <summary>Lets a request through to a sandbox, or says why not.</summary>
/// <param name="Grant">What the cookie grants; null without a good one.</param>
/// <param name="Target">The sandbox; null when the person may not know of it.</param>
/// <param name="Session">The open door; null when the sandbox cannot be reached, see <paramref name="Error"/>.</param>
/// <param name="Error">Why there is no session.</param>
public sealed record PreviewPass(PreviewGrant? Grant, PreviewTarget? Target, SandboxSession? Session, SandboxError? Error)
{
    /// <summary>There is no good cookie.</summary>
    public static PreviewPass Unknown { get; } = new(null, null, null, null);
}

/// <summary>
/// Checks every request to a preview: the cookie, that the account still stands, and membership through the door. What it found
/// is good for two seconds, less when the door revokes it.
/// </summary>
public sealed class PreviewGate(
    PreviewCookie cookie, PreviewTargets targets, SandboxService door, IDbContextFactory<AuraDbContext> contexts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly MemoryCache _passes = new(new MemoryCacheOptions { ExpirationScanFrequency = TimeSpan.FromSeconds(30) });

    /// <summary>Checks a request to the preview host <paramref name="host"/>.</summary>
    public async Task<PreviewPass> CheckAsync(HttpRequest request, string host, CancellationToken ct)
    {
        foreach (var value in PreviewCookie.ValuesIn(request))
        {
            if (FindFresh(value, host) is { } known)
            {
                return known;
            }

            var since = clock.GetTimestamp();
            if (cookie.Read(value, host) is { } grant && await OpenAsync(grant, ct) is { } pass)
            {
                if (pass.Session is not null)
                {
                    _passes.Set((value, host), new Kept(pass, since), Freshness);
                }

                return pass;
            }
        }

        return PreviewPass.Unknown;
    }

    public void Dispose() => _passes.Dispose();

    private PreviewPass? FindFresh(string value, string host) =>
        _passes.TryGetValue((value, host), out Kept? kept)
        && clock.GetElapsedTime(kept!.Since) < Freshness
        && kept.Pass.Session is { Revoked.IsCancellationRequested: false }
            ? kept.Pass
            : null;

    private async Task<PreviewPass?> OpenAsync(PreviewGrant grant, CancellationToken ct)
    {
        if (await FindPersonAsync(grant, ct) is not { } person)
        {
            return null;
        }

        var opened = await door.OpenAsync(Actor.Person(person), grant.SandboxId, Operation.ViewPreview, ct);
        if (opened.Error?.Code is SandboxErrorCode.SandboxNotFound or SandboxErrorCode.PermissionDenied)
        {
            return new(grant, null, null, opened.Error);
        }

        var target = await targets.FindAsync(grant.SandboxId, ct);
        return target is null ? new(grant, null, null, SandboxError.SandboxNotFound)
            : opened.TryGet(out var session, out var error) ? new(grant, target, session, null)
            : new(grant, target, null, error);
    }

    private async Task<CurrentUser?> FindPersonAsync(PreviewGrant grant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = await db.Set<AppUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == grant.UserId, ct);
        return user is not null && (user.SecurityStamp ?? "") == grant.SecurityStamp && !(user.LockoutEnd > clock.GetUtcNow())
            ? new(user.Id, user.DisplayName, user.Email ?? "", user.IsAdministrator)
            : null;
    }

    private sealed record Kept(PreviewPass Pass, long Since);
}
