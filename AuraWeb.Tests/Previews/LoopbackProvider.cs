using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Previews;

/// <summary>A provider whose sandboxes have ports that lead to servers of the test, so that the proxy is met without a sandbox's cost.</summary>
internal sealed class LoopbackProvider : ISandboxProvider
{
    public const string ProviderName = "loopback";

    private readonly ConcurrentDictionary<(string Sandbox, int Port), IPEndPoint> _servers = new();

    public string Name => ProviderName;

    /// <summary>Lets a server answer for a port of a sandbox.</summary>
    public void Listen(string sandbox, int port, IPEndPoint server) => _servers[(sandbox, port)] = server;

    public Task<Result<string>> CreateAsync(SandboxSpec spec, CancellationToken ct) => Task.FromResult<Result<string>>(spec.Id);

    public Task<SandboxError?> StartAsync(string providerRef, SandboxSpec spec, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    public Task<SandboxError?> StopAsync(string providerRef, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    public Task<SandboxError?> DeleteAsync(string providerRef, CancellationToken ct) => Task.FromResult<SandboxError?>(null);

    public Task<Result<ObservedSandbox>> ObserveAsync(string providerRef, CancellationToken ct) =>
        Task.FromResult<Result<ObservedSandbox>>(new ObservedSandbox(ObservedState.Running, null));

    public ISandboxFiles Files(string providerRef) => throw new NotSupportedException();

    public ISandboxCommands Commands(string providerRef) => throw new NotSupportedException();

    public ISandboxTerminals Terminals(string providerRef) => new NoTerminals();

    public ISandboxPorts Ports(string providerRef) => new PortsOf(this, providerRef);

    /// <summary>Connects to a server of the test.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    internal static async Task<Stream> DialAsync(IPEndPoint server, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class NoTerminals : ISandboxTerminals
    {
        public Task<Result<IReadOnlyList<TerminalInfo>>> ListAsync(CancellationToken ct) =>
            Task.FromResult<Result<IReadOnlyList<TerminalInfo>>>(Array.Empty<TerminalInfo>());

        public Task<Result<TerminalInfo>> OpenAsync(TerminalRequest request, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result<ITerminalConnection>> AttachAsync(string terminalId, CancellationToken ct) => throw new NotSupportedException();

        public Task<SandboxError?> ResizeAsync(string terminalId, int columns, int rows, CancellationToken ct) => throw new NotSupportedException();

        public Task<SandboxError?> CloseAsync(string terminalId, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class PortsOf(LoopbackProvider provider, string sandbox) : ISandboxPorts
    {
        public Task<Result<IReadOnlyList<int>>> ListAsync(CancellationToken ct) =>
            Task.FromResult<Result<IReadOnlyList<int>>>(
                provider._servers.Keys.Where(key => key.Sandbox == sandbox).Select(key => key.Port).Order().ToList());

        public async Task<Result<Stream>> ConnectAsync(int port, CancellationToken ct)
        {
            if (!provider._servers.TryGetValue((sandbox, port), out var server))
            {
                return new SandboxError(SandboxErrorCode.PortNotListening, $"Nothing listens on port {port}.");
            }

            return await DialAsync(server, ct);
        }
    }
}
