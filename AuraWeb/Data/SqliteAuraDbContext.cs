using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Data;

/// <summary>The SQLite database. Inject <see cref="AuraDbContext"/>, never this type.</summary>
public sealed class SqliteAuraDbContext(DbContextOptions<SqliteAuraDbContext> options) : AuraDbContext(options);
