using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Identity;

/// <summary>The address that people open, known once the server listens.</summary>
public static class PublicAddress
{
    /// <summary>Writes where this AuraWeb answers into the data folder, for commands that run beside it.</summary>
    public static Task WriteAsync(DataFolder folder, string address, CancellationToken ct) =>
        File.WriteAllTextAsync(FileOf(folder.Path), address, ct);

    /// <summary>Where the AuraWeb on this data folder answered last; null if it never ran.</summary>
    public static string? Read(string dataPath) => File.Exists(FileOf(dataPath)) ? File.ReadAllText(FileOf(dataPath)).Trim() : null;

    /// <summary>The link with a code.</summary>
    public static string LinkOf(string address, string code) => $"{address.TrimEnd('/')}/account/first?code={code}";

    private static string FileOf(string dataPath) => Path.Combine(dataPath, "address");
}

/// <summary>While there is no administrator, each start prints a link that makes the first.</summary>
public sealed class FirstAdministrator(IDbContextFactory<AuraDbContext> contexts, OneTimeLinks links)
{
    /// <returns>A new code; null when there is an administrator already.</returns>
    public async Task<string?> NewCodeAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.AnyAsync(user => user.IsAdministrator, ct) ? null : await links.CreateAsync(ct);
    }
}
