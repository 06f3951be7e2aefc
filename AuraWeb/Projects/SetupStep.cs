using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuraWeb.Projects;

/// <summary>What a setup step does.</summary>
public enum SetupStepKind
{
    /// <summary>Waits until the sandbox runs.</summary>
    CreateSandbox,

    /// <summary>Writes the template's files.</summary>
    RenderTemplate,

    /// <summary>Runs the template's <c>postCreate</c> in a terminal.</summary>
    PostCreate,
}

/// <summary>How far a setup step is.</summary>
public enum SetupStepState
{
    Pending,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>One step of setting a project up. The rows say what must happen; jobs only carry them out.</summary>
public sealed class SetupStep
{
    public long Id { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>Position, from 0.</summary>
    public int Position { get; init; }

    public SetupStepKind Kind { get; init; }

    public SetupStepState State { get; set; }

    /// <summary>The terminal that runs or ran the command; a job that returns after a crash attaches to it and starts no second one.</summary>
    public string? TerminalId { get; set; }

    /// <summary>How the command ended.</summary>
    public int? ExitCode { get; set; }

    /// <summary>What is going on or why it failed, in words for a person.</summary>
    public string? Message { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SetupStep>
    {
        public void Configure(EntityTypeBuilder<SetupStep> builder)
        {
            builder.ToTable("SetupSteps");
            builder.HasIndex(s => new { s.ProjectId, s.Position }).IsUnique();
        }
    }
}
