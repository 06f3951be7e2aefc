using AuraWeb.Access;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Projects;

/// <summary>A piece of work: a name, its members, the template it came from, its sandboxes and its setup steps.</summary>
public sealed class Project
{
    public required string Id { get; init; }

    /// <summary>The name as it was typed.</summary>
    public required string Name { get; set; }

    /// <summary>The name in the form that is compared; unique for an owner, among what is not deleted.</summary>
    public required string NormalizedName { get; set; }

    public required string OwnerId { get; set; }

    /// <summary>The folder under <c>templates/</c> it was made from.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Values of the template's parameters, as a JSON object.</summary>
    public required string Parameters { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deleted; the row goes when its sandboxes are gone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public List<Membership> Members { get; } = [];

    public List<Sandbox> Sandboxes { get; } = [];

    public List<SetupStep> SetupSteps { get; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<Project>
    {
        public void Configure(EntityTypeBuilder<Project> builder)
        {
            builder.ToTable("Projects").HasKey(p => p.Id);
            builder.HasIndex(p => new { p.OwnerId, p.NormalizedName }).IsUnique().HasFilter("DeletedAt IS NULL");
            builder.HasMany(p => p.Members).WithOne().HasForeignKey(m => m.ProjectId);
            builder.HasMany(p => p.Sandboxes).WithOne().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(p => p.SetupSteps).WithOne().HasForeignKey(s => s.ProjectId);
        }
    }
}
