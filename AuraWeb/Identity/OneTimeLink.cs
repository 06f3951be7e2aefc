using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Identity;

/// <summary>What a one-time link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Makes an administrator.</summary>
    Administrator,
}

/// <summary>A link that works once, until it expires. Only a hash of its code is kept.</summary>
public sealed class OneTimeLink
{
    public long Id { get; init; }

    public LinkPurpose Purpose { get; init; }

    /// <summary>SHA-256 of the code, in hexadecimal.</summary>
    public required string CodeHash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OneTimeLink>
    {
        public void Configure(EntityTypeBuilder<OneTimeLink> builder)
        {
            builder.ToTable("OneTimeLinks");
            builder.HasIndex(link => link.CodeHash).IsUnique();
        }
    }
}
