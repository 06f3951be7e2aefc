using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Sandboxes;

/// <summary>One isolated environment of a project.</summary>
public sealed class Sandbox
{
    /// <summary>Lower-case base32, so that it can be a host name's label.</summary>
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public SandboxPurpose Purpose { get; init; }

    /// <summary>What it was when last reconciled. Only the <see cref="Reconciler"/> writes it.</summary>
    public SandboxState State { get; set; }

    /// <summary>What people want it to be.</summary>
    public DesiredState DesiredState { get; set; }

    /// <summary>Why it is as it is, in words for a person; null when there is nothing to say.</summary>
    public string? StateReason { get; set; }

    public DateTimeOffset StateChangedAt { get; set; }

    /// <summary>Grows with every write; a write based on an older row fails.</summary>
    public int Generation { get; set; }

    /// <summary>Name of the <see cref="ISandboxProvider"/> that runs it.</summary>
    public required string ProviderName { get; init; }

    /// <summary>What the provider calls it; null until it was created.</summary>
    public string? ProviderRef { get; set; }

    /// <summary>Host name that the shell's prompt shows: lower-case letters, digits and hyphens.</summary>
    public required string HostName { get; init; }

    public required SandboxLimits Limits { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastActivityAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Sandbox>
    {
        public void Configure(EntityTypeBuilder<Sandbox> builder)
        {
            builder.ToTable("Sandboxes").HasKey(s => s.Id);
            builder.Property(s => s.Generation).IsConcurrencyToken();
            builder.ComplexProperty(s => s.Limits);
            builder.HasIndex(s => s.ProjectId);
        }
    }
}
