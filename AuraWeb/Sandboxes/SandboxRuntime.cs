namespace AuraWeb.Sandboxes;

/// <summary>What the door needs of the running process.</summary>
public sealed record SandboxRuntime(SandboxProviders Providers, SandboxRevocations Revocations, ActivityLog Activity, Reconciler Reconciler);
