using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Hosting;

/// <summary>
/// <c>admin-link</c>: prints a new one-time link that makes an administrator, for when nobody can sign in as one any more. It works
/// beside a running AuraWeb: whoever may write the data folder may do everything anyway.
/// </summary>
internal sealed class AdminLinkCommand(string dataPath, string? publicUrl, TextWriter output, TextWriter error) : ICommand
{
    /// <summary>The command with the settings of its surroundings.</summary>
    public static AdminLinkCommand FromEnvironment()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new(AuraHost.DataPath(configuration), configuration["AURA_PUBLIC_URL"], Console.Out, Console.Error);
    }

    public async Task<int> RunAsync()
    {
        var database = DataFolder.DatabaseFileIn(dataPath);
        if (!File.Exists(database) || (publicUrl is { Length: > 0 } ? publicUrl : OwnAddress.Read(dataPath)) is not { } address)
        {
            await error.WriteLineAsync($"AuraWeb never ran on {dataPath}. Start it by ./aura up, or set AURA_DATA to its data folder.");
            return 1;
        }

        var options = new DbContextOptionsBuilder<SqliteAuraDbContext>().UseSqlite(DataModule.ConnectionString(database)).Options;
        await using var db = new SqliteAuraDbContext(options);
        var code = await new OneTimeLinks(db, TimeProvider.System).CreateAsync(LinkPurpose.Administrator, CancellationToken.None);
        await output.WriteLineAsync($"New administrator: {OwnAddress.LinkOf(address.TrimEnd('/'), code)}");
        await output.WriteLineAsync("It works once, within 24 hours. With the email of an account that exists, that account becomes an administrator.");
        return 0;
    }
}
