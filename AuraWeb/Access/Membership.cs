using AuraWeb.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Access;

/// <summary>A user in a project, with a role.</summary>
public sealed class Membership
{
    public required string ProjectId { get; init; }

    public required string UserId { get; init; }

    public AppUser? User { get; init; }

    public Role Role { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("Memberships").HasKey(m => new { m.ProjectId, m.UserId });
            builder.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(m => m.UserId);
        }
    }
}
