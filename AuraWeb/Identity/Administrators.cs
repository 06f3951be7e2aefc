using AuraWeb.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Identity;

/// <summary>Who runs this AuraWeb, and how one becomes an administrator.</summary>
public sealed class Administrators(AuraDbContext db, UserManager<AppUser> users, OneTimeLinks links, TimeProvider clock)
{
    private static readonly IdentityError LinkIsUsed = new()
    {
        Code = "LinkIsUsed",
        Description = "This link was used already, or it has expired.",
    };

    /// <summary>A new code for the first administrator; null when there is one already.</summary>
    public async Task<string?> NewFirstCodeAsync(CancellationToken ct) =>
        await db.Users.AnyAsync(user => user.IsAdministrator, ct) ? null : await links.CreateAsync(LinkPurpose.Administrator, ct);

    /// <summary>The names of those whom one can ask, at most three.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken ct) =>
        await db.Users.Where(user => user.IsAdministrator).OrderBy(user => user.CreatedAt).Select(user => user.DisplayName).Take(3).ToListAsync(ct);

    /// <summary>
    /// Makes an administrator of whoever holds the code: a new account, or the one that has this e-mail, which gets the password and
    /// is no longer locked. The code is used up only if that succeeds.
    /// </summary>
    public async Task<(AppUser User, IdentityResult Result)> ClaimAsync(string? code, string name, string email, string password, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var existing = await users.FindByEmailAsync(email);
        var user = existing ?? AppUser.New(name, email, clock.GetUtcNow());
        if (!await links.TakeAsync(LinkPurpose.Administrator, code, ct))
        {
            return (user, IdentityResult.Failed(LinkIsUsed));
        }

        user.DisplayName = name;
        user.IsAdministrator = true;
        var result = existing is null ? await users.CreateAsync(user, password) : await ResetAsync(user, password);
        if (result.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return (user, result);
    }

    private async Task<IdentityResult> ResetAsync(AppUser user, string password)
    {
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        return await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
    }
}
