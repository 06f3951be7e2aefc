using AuraWeb.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Data;

/// <summary>
/// All rows of AuraWeb. It knows no feature: each feature owns its <see cref="IEntityTypeConfiguration{TEntity}"/>
/// and reaches its rows by <see cref="DbContext.Set{TEntity}()"/>. One sealed subclass a database carries its migrations.
/// </summary>
public abstract class AuraDbContext(DbContextOptions options) : IdentityUserContext<AppUser>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AuraDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }
}
