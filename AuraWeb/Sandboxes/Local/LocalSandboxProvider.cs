using System.Collections.Concurrent;
using AuraWeb.Data;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local;

/// <summary>Runs sandboxes on this host: an OCI runtime without a daemon, an image file each, no way in but through AuraWeb.</summary>
public sealed partial class LocalSandboxProvider : ISandboxProvider
{
    // The reconciler does one thing at a time with a sandbox; this holds when somebody else does not.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();
    private readonly LocalPaths _paths;
    private readonly SandboxLifecycle _lifecycle;
    private readonly SandboxParts _parts;
    private readonly ILogger<LocalSandboxProvider> _logger;

    internal LocalSandboxProvider(LocalPaths paths, SandboxLifecycle lifecycle, SandboxParts parts, ILogger<LocalSandboxProvider> logger) =>
        (_paths, _lifecycle, _parts, _logger) = (paths, lifecycle, parts, logger);

    public string Name => "local";

    public async Task<Result<string>> CreateAsync(SandboxSpec spec, CancellationToken ct)
    {
        CheckName(spec.Id);
        var error = await AttemptAsync(spec.Id, "created", () => _lifecycle.CreateAsync(spec, ct), ct);
        return error is null ? spec.Id : error;
    }

    public async Task<SandboxError?> StartAsync(string providerRef, SandboxSpec spec, CancellationToken ct)
    {
        CheckName(providerRef);
        if (SandboxRecord.Read(_paths, providerRef) is not { Created: true } record)
        {
            return SandboxError.SandboxNotFound;
        }

        return await AttemptAsync(providerRef, "started", () => _lifecycle.StartAsync(providerRef, spec, record, ct), ct);
    }

    public async Task<SandboxError?> StopAsync(string providerRef, CancellationToken ct)
    {
        CheckName(providerRef);
        return await AttemptAsync(providerRef, "stopped", () => _lifecycle.StopAsync(providerRef, ct), ct);
    }

    public async Task<SandboxError?> DeleteAsync(string providerRef, CancellationToken ct)
    {
        CheckName(providerRef);
        return await AttemptAsync(providerRef, "deleted", () => _lifecycle.DeleteAsync(providerRef, ct), ct);
    }

    public async Task<Result<ObservedSandbox>> ObserveAsync(string providerRef, CancellationToken ct)
    {
        CheckName(providerRef);
        if (SandboxRecord.Read(_paths, providerRef) is not { Created: true })
        {
            return new ObservedSandbox(ObservedState.Absent, null);
        }

        if (InitRecord.Read(_paths, providerRef) is not { } init)
        {
            return new ObservedSandbox(ObservedState.Stopped, null);
        }

        if (!init.IsRunning)
        {
            return new ObservedSandbox(ObservedState.Stopped, init is { Started: true, Ending: false } ? _lifecycle.WhyEnded(providerRef) : null);
        }

        // What it needs besides its first process is mended on the way.
        var error = await AttemptAsync(providerRef, "kept connected", () => _lifecycle.MendAsync(providerRef, init, ct), ct);
        if (error is null)
        {
            return new ObservedSandbox(ObservedState.Running, null);
        }

        // What ended meanwhile could not be mended; that is no fault of the host's.
        return InitRecord.Read(_paths, providerRef) is { IsRunning: true }
            ? error with { Code = SandboxErrorCode.ProviderUnavailable }
            : await ObserveAsync(providerRef, ct);
    }

    public ISandboxFiles Files(string providerRef) => _parts.Files(providerRef);

    public ISandboxCommands Commands(string providerRef) => _parts.Commands(providerRef);

    public ISandboxTerminals Terminals(string providerRef) => _parts.Terminals(providerRef);

    public ISandboxPorts Ports(string providerRef) => _parts.Ports(providerRef);

    // References become parts of paths.
    private static void CheckName(string id)
    {
        if (!RandomId.IsValid(id))
        {
            throw new ArgumentException($"“{id}” is not an id of a sandbox.", nameof(id));
        }
    }

    private async Task<SandboxError?> AttemptAsync(string id, string what, Func<Task> attempt, CancellationToken ct)
    {
        var gate = _gates.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            await attempt();
            return null;
        }
        catch (LauncherUnavailableException e)
        {
            Log.Failed(_logger, id, what, e);
            return new(SandboxErrorCode.ProviderUnavailable, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.Failed(_logger, id, what, e);
            return e is IOException { InnerException: System.ComponentModel.Win32Exception { NativeErrorCode: 28 } }
                ? new(SandboxErrorCode.DiskFull, "The host's disk is full. Ask an administrator to make space, then try again.")
                : new(SandboxErrorCode.InvalidState, $"The sandbox could not be {what}: {e.Message}");
        }
        finally
        {
            gate.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Sandbox {SandboxId} could not be {What}")]
        public static partial void Failed(ILogger logger, string sandboxId, string what, Exception exception);
    }
}
