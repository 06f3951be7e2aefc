using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Pages.Workspace;

/// <summary>A provider whose one sandbox is a folder of the host, and on which the ports listen that a test names.</summary>
internal sealed class OpenSandboxes(ISandboxFiles files) : ISandboxProvider, ISandboxPorts
{
    public const string ProviderName = "open";

    public string Name => ProviderName;

    /// <summary>The ports that listen.</summary>
    public IReadOnlyList<int> Listening { get; set; } = [];

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

    public ISandboxPorts Ports(string providerRef) => this;

    public Task<Result<IReadOnlyList<int>>> ListAsync(CancellationToken ct) => Task.FromResult<Result<IReadOnlyList<int>>>(Listening.ToList());

    public Task<Result<Stream>> ConnectAsync(int port, CancellationToken ct) => throw new NotSupportedException();
}
