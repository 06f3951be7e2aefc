using Microsoft.AspNetCore.Identity;

namespace AuraWeb.Identity;

/// <summary>Signs in by e-mail and password. Whatever goes wrong looks and takes the same, so that nobody learns who has an account.</summary>
public sealed class PasswordSignIn(SignInManager<AppUser> signIn, IPasswordHasher<AppUser> hasher)
{
    private static readonly AppUser Nobody = AppUser.New("Nobody", "nobody", DateTimeOffset.UnixEpoch);

    // Made once: hashing is what takes the time.
    private static string? _hashOfNobody;

    /// <summary>Tries it; five failures lock an account for five minutes.</summary>
    /// <returns>The person, or null.</returns>
    public async Task<AppUser?> TryAsync(string email, string password, bool remember)
    {
        var user = await signIn.UserManager.FindByEmailAsync(email);
        if (user is null || await signIn.UserManager.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, _hashOfNobody ??= hasher.HashPassword(Nobody, "nobody's password"), password);
            return null;
        }

        if (!(await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded)
        {
            return null;
        }

        await signIn.SignInAsync(user, remember);
        return user;
    }
}
