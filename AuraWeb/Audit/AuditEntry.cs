using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Audit;

/// <summary>One line of the audit log: who did what, when, to what, with what result. Append-only.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Kind and id of the actor, <c>Person:…</c>.</summary>
    public required string Actor { get; init; }

    public required string ActorName { get; init; }

    /// <summary>What was done, <c>ChangeState</c>, <c>SignIn</c> ….</summary>
    public required string Action { get; init; }

    public string? ProjectId { get; init; }

    public string? SandboxId { get; init; }

    /// <summary><c>OK</c> or an error code of the door.</summary>
    public required string Result { get; init; }

    /// <summary>Words for people. Never a secret, never a file's content.</summary>
    public string? Detail { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("AuditEntries");
            builder.HasIndex(e => new { e.ProjectId, e.At });
            builder.HasIndex(e => e.At);
        }
    }
}
