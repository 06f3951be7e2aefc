using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local;

public sealed class LocalProviderContractTests(LocalFixture fixture) : SandboxProviderContract, IClassFixture<LocalFixture>
{
    protected override ISandboxProvider Provider => fixture.Host.Provider;

    protected override Task<string> SharedAsync() => Task.FromResult(fixture.Shared);

    protected override SandboxSpec NewSpec() => fixture.Host.NewSpec();
}
