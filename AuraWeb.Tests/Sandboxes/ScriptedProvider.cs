using System.Collections.Concurrent;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>A provider whose answers a test chooses: faults that a real one gives only by chance.</summary>
internal sealed class ScriptedProvider : ISandboxProvider
{
    public const string ProviderName = "scripted";

    private readonly ConcurrentDictionary<string, ObservedSandbox> _sandboxes = new();

    public string Name => ProviderName;

    /// <summary>Every call that was made, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What creating answers instead of success.</summary>
    public Func<SandboxError?> OnCreate { get; set; } = () => null;

    /// <summary>What starting answers instead of success.</summary>
    public Func<SandboxError?> OnStart { get; set; } = () => null;

    /// <summary>What observing answers instead of the truth.</summary>
    public Func<SandboxError?> OnObserve { get; set; } = () => null;

    /// <summary>Held up until this ends, while creating.</summary>
    public Task CreateGate { get; set; } = Task.CompletedTask;

    /// <summary>Makes the sandbox what the test wants, behind the reconciler's back.</summary>
    public void Become(string id, ObservedState state, string? reason = null) => _sandboxes[id] = new(state, reason);

    public async Task<Result<string>> CreateAsync(SandboxSpec spec, CancellationToken ct)
    {
        Calls.Enqueue("create");
        await CreateGate.WaitAsync(ct);
        if (OnCreate() is { } error)
        {
            return error;
        }

        Become(spec.Id, ObservedState.Stopped);
        return spec.Id;
    }

    public Task<SandboxError?> StartAsync(string providerRef, SandboxSpec spec, CancellationToken ct)
    {
        Calls.Enqueue("start");
        var error = OnStart();
        if (error is null)
        {
            Become(providerRef, ObservedState.Running);
        }

        return Task.FromResult(error);
    }

    public Task<SandboxError?> StopAsync(string providerRef, CancellationToken ct)
    {
        Calls.Enqueue("stop");
        Become(providerRef, ObservedState.Stopped);
        return Task.FromResult<SandboxError?>(null);
    }

    public Task<SandboxError?> DeleteAsync(string providerRef, CancellationToken ct)
    {
        Calls.Enqueue("delete");
        _sandboxes.TryRemove(providerRef, out _);
        return Task.FromResult<SandboxError?>(null);
    }

    public Task<Result<ObservedSandbox>> ObserveAsync(string providerRef, CancellationToken ct) =>
        Task.FromResult<Result<ObservedSandbox>>(
            OnObserve() is { } error ? error : _sandboxes.GetValueOrDefault(providerRef, new(ObservedState.Absent, null)));

    public ISandboxFiles Files(string providerRef) => throw new NotSupportedException();

    public ISandboxCommands Commands(string providerRef) => throw new NotSupportedException();

    public ISandboxTerminals Terminals(string providerRef) => throw new NotSupportedException();

    public ISandboxPorts Ports(string providerRef) => throw new NotSupportedException();
}
