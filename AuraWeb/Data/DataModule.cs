using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Data;

/// <summary>The database.</summary>
public static class DataModule
{
    public static IServiceCollection AddData(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder);
        services.AddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<SqliteAuraDbContext>(options => options.UseSqlite(ConnectionString(folder.DatabaseFile)));
        services.AddSingleton<IDbContextFactory<AuraDbContext>, ContextFactory>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContext());
        return services;
    }

    /// <summary>How to reach a database file; beside a running AuraWeb too.</summary>
    public static string ConnectionString(string databaseFile) =>
        new SqliteConnectionStringBuilder { DataSource = databaseFile, DefaultTimeout = 10, ForeignKeys = true }.ConnectionString;

    /// <summary>Brings the database to this version's form, in WAL mode: readers and the writer then do not wait for each other.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
    }

    private sealed class ContextFactory(IDbContextFactory<SqliteAuraDbContext> inner) : IDbContextFactory<AuraDbContext>
    {
        public AuraDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
