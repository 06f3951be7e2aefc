using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Hosting;

/// <summary>
/// <c>admin-link</c>: prints a new one-time link that makes an administrator, for when nobody can sign in as one any more. It works
/// beside a running AuraWeb: whoever may write the data folder may do everything anyway.
/// </summary>
internal sealed class AdminLinkCommand(TextWriter output, TextWriter error) : ICommand
{
    public async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var path = Path.GetFullPath(AuraHost.DataPath(configuration));
        var database = DataFolder.DatabaseFileIn(path);
        if (!File.Exists(database) || (configuration["AURA_PUBLIC_URL"] ?? OwnAddress.Read(path)) is not { Length: > 0 } address)
        {
            await error.WriteLineAsync($"AuraWeb never ran on {path}. Start it by ./aura up, or set AURA_DATA to its data folder.");
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
