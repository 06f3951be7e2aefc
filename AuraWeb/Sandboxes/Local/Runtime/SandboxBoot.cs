using System.Collections.Concurrent;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Network;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Brings a stopped sandbox up: image, container, network, first process.</summary>
internal sealed class SandboxBoot(LocalPaths paths, SandboxGround ground, ContainerRuntime runtime, UserNetwork network, NetworkPolicy policy)
{
    // Which addresses of the host each sandbox's policy names; asked anew when this AuraWeb did not set it.
    private readonly ConcurrentDictionary<string, string> _applied = new();

    public async Task StartAsync(string id, SandboxSpec spec, SandboxRecord record, CancellationToken ct)
    {
        await ground.PrepareAsync(id, spec, record);
        ct.ThrowIfCancellationRequested();
        using var life = PipePair.Create();
        var asked = Task.Run(NetworkPolicy.HostNetworks, ct);
        var process = await runtime.CreateAsync(id, life.Write);
        life.Write.Dispose();
        var init = new InitRecord(process, InitRecord.StartTimeOf(process) ?? throw new IOException("The sandbox's first process ended at once."), false, false);
        init.Write(paths, id);

        // Both before anything of the sandbox's own runs.
        var hosts = await asked;
        await Task.WhenAll(network.StartAsync(process, life.Read, ct), policy.ApplyAsync(process, hosts, ct));
        _applied[id] = string.Join(' ', hosts);
        await runtime.StartAsync(id);
        (init with { Started = true }).Write(paths, id);
    }

    public async Task MendAsync(string id, InitRecord init, CancellationToken ct)
    {
        var hosts = NetworkPolicy.HostNetworks();
        var wanted = string.Join(' ', hosts);
        if (!_applied.TryGetValue(id, out var applied) || applied != wanted)
        {
            await policy.ApplyAsync(init.Process, hosts, ct);
            _applied[id] = wanted;
        }

        if (!UserNetwork.IsUp(init.Process))
        {
            // The first process holds the only write end of the pipe; opened anew through it, it can be read again.
            using var life = Native.Open($"/proc/{init.Process}/fd/1", Native.OpenCloseOnExec | Native.OpenNonBlock);
            await network.StartAsync(init.Process, life, ct);
        }
    }
}
