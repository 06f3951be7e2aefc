namespace AuraWeb.Sandboxes;

/// <summary>Is told what happened to sandboxes; higher layers implement it. It must return quickly and never throw.</summary>
public interface ISandboxObserver
{
    /// <summary>A sandbox's row changed.</summary>
    void SandboxChanged(SandboxChange change);
}

/// <summary>A change of a sandbox's row.</summary>
public sealed record SandboxChange(
    string SandboxId, string ProjectId, SandboxPurpose Purpose, SandboxState State, DesiredState DesiredState, string? Reason);
