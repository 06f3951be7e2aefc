namespace AuraWeb.Sandboxes;

/// <summary>
/// What really runs sandboxes. Implementations are sealed, found by <see cref="Name"/>, checked at start-up, and pass
/// <c>SandboxProviderContract</c>. Every call is idempotent: the reconciler repeats it after a crash at any moment.
/// </summary>
public interface ISandboxProvider
{
    /// <summary>The name in <see cref="Sandbox.ProviderName"/>.</summary>
    string Name { get; }

    /// <summary>Makes a sandbox, not yet started. Calling it again for the same <see cref="SandboxSpec.Id"/> finishes what was begun.</summary>
    /// <returns>The provider's own name of it.</returns>
    Task<Result<string>> CreateAsync(SandboxSpec spec, CancellationToken ct);

    /// <summary>Starts it; running already is success. Returns when commands can be executed.</summary>
    Task<SandboxError?> StartAsync(string providerRef, SandboxSpec spec, CancellationToken ct);

    /// <summary>Ends its processes and keeps its files; stopped already is success.</summary>
    Task<SandboxError?> StopAsync(string providerRef, CancellationToken ct);

    /// <summary>Removes everything it had, also after an interrupted creation; gone already is success.</summary>
    Task<SandboxError?> DeleteAsync(string providerRef, CancellationToken ct);

    /// <summary>What it is right now. <see cref="SandboxErrorCode.ProviderUnavailable"/> means nothing is known.</summary>
    Task<Result<ObservedSandbox>> ObserveAsync(string providerRef, CancellationToken ct);

    /// <summary>Files of a running sandbox.</summary>
    ISandboxFiles Files(string providerRef);

    /// <summary>Commands of a running sandbox.</summary>
    ISandboxCommands Commands(string providerRef);

    /// <summary>Terminals of a running sandbox.</summary>
    ISandboxTerminals Terminals(string providerRef);

    /// <summary>Ports of a running sandbox.</summary>
    ISandboxPorts Ports(string providerRef);
}

/// <summary>What a provider needs to know to make a sandbox.</summary>
/// <param name="Id">Id of the sandbox.</param>
/// <param name="HostName">Host name that the shell's prompt shows: lower-case letters, digits and hyphens.</param>
/// <param name="Limits">What it may use.</param>
public sealed record SandboxSpec(string Id, string HostName, SandboxLimits Limits);

/// <summary>What a provider sees of a sandbox.</summary>
public enum ObservedState
{
    /// <summary>There is nothing, or only leftovers of an interrupted creation or deletion.</summary>
    Absent,
    Stopped,
    Running,
}

/// <summary>What a provider sees of a sandbox, and why it ended if it did.</summary>
/// <param name="State">What it is.</param>
/// <param name="Reason">Why it is not running, in words for a person; null when it was asked to stop.</param>
public sealed record ObservedSandbox(ObservedState State, string? Reason);
