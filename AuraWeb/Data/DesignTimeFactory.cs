using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AuraWeb.Data;

/// <summary>Lets <c>dotnet ef</c> make migrations without starting AuraWeb.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteAuraDbContext>
{
    public SqliteAuraDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAuraDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
