using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>One local provider and one running sandbox for all tests of a class.</summary>
public sealed class LocalFixture : IAsyncLifetime
{
    public LocalHost Host { get; } = new();

    /// <summary>A sandbox that runs.</summary>
    public string Shared { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync() => Shared = await StartAsync(Host.NewSpec());

    /// <summary>Makes and starts a sandbox.</summary>
    public async Task<string> StartAsync(SandboxSpec spec)
    {
        var reference = (await Host.Provider.CreateAsync(spec, CancellationToken.None)).Value;
        Assert.Null(await Host.Provider.StartAsync(reference, spec, CancellationToken.None));
        return reference;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
