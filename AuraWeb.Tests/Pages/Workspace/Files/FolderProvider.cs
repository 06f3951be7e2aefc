using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Pages.Workspace.Files;

/// <summary>A provider whose one sandbox is a folder of the host with the real file operations: quick, and without a container.</summary>
internal sealed class FolderProvider(ISandboxFiles files) : ISandboxProvider
{
    public const string ProviderName = "folder";

    public string Name => ProviderName;

    public Task<Result<string>> CreateAsync(SandboxSpec spec, CancellationToken ct) => Task.FromResult<Result<string>>(spec.Id);

    public Task<SandboxError?> StartAsync(string providerRef, SandboxSpec spec, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    public Task<SandboxError?> StopAsync(string providerRef, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    public Task<SandboxError?> DeleteAsync(string providerRef, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    // Nothing is known, so the reconciler leaves the rows as the tests write them.
    public Task<Result<ObservedSandbox>> ObserveAsync(string providerRef, CancellationToken ct) =>
        Task.FromResult<Result<ObservedSandbox>>(new SandboxError(SandboxErrorCode.ProviderUnavailable, "Not observed in tests."));

    public ISandboxFiles Files(string providerRef) => files;

    public ISandboxCommands Commands(string providerRef) => throw new NotSupportedException();

    public ISandboxTerminals Terminals(string providerRef) => throw new NotSupportedException();

    public ISandboxPorts Ports(string providerRef) => throw new NotSupportedException();
}
