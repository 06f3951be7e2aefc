using AuraWeb.Access;

namespace AuraWeb.Sandboxes;

/// <summary>
/// What the door hands out: the parts of one running sandbox that the operation it was opened for needs. Everything long-lived
/// that is made from it ends with <see cref="Revoked"/>.
/// </summary>
public sealed class SandboxSession(SandboxSnapshot sandbox, Actor actor, Operation operation, ISandboxProvider provider, CancellationToken revoked)
{
    /// <summary>The sandbox as it was when the door opened.</summary>
    public SandboxSnapshot Sandbox => sandbox;

    /// <summary>Who acts.</summary>
    public Actor Actor => actor;

    /// <summary>What the session was opened for.</summary>
    public Operation Operation => operation;

    /// <summary>Fired when the member is removed or demoted, and when the sandbox stops or is deleted.</summary>
    public CancellationToken Revoked => revoked;

    /// <summary>Files; opened for <see cref="Operation.ReadFiles"/> they refuse every change.</summary>
    public ISandboxFiles Files => operation == Operation.ReadFiles
        ? new ReadOnlyFiles(provider.Files(sandbox.ProviderRef))
        : For(provider.Files, Operation.WriteFiles, Operation.SetUp);

    public ISandboxCommands Commands => For(provider.Commands, Operation.Execute, Operation.SetUp);

    /// <summary>Terminals; opened for <see cref="Operation.WatchTerminal"/> they refuse typing and every change.</summary>
    public ISandboxTerminals Terminals => operation == Operation.WatchTerminal
        ? new WatchOnlyTerminals(provider.Terminals(sandbox.ProviderRef))
        : For(provider.Terminals, Operation.UseTerminal, Operation.SetUp);

    public ISandboxPorts Ports => For(provider.Ports, Operation.ViewPreview, Operation.SetUp);

    // A guard against bugs: the access check was made for one operation and covers no other.
    private T For<T>(Func<string, T> part, params ReadOnlySpan<Operation> operations) =>
        operations.Contains(operation)
            ? part(sandbox.ProviderRef)
            : throw new InvalidOperationException($"A session opened for {operation} does not give {typeof(T).Name}.");
}

/// <summary>A sandbox as the door saw it.</summary>
public sealed record SandboxSnapshot(string Id, string ProjectId, SandboxPurpose Purpose, string ProviderRef, SandboxLimits Limits);
