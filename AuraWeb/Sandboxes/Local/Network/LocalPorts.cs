using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Network;

/// <summary>Ports of one sandbox, reached through its network namespace; none is published on the host.</summary>
internal sealed class LocalPorts(string id, LocalPaths paths, NamespaceSockets sockets) : ISandboxPorts
{
    private const string Listening = "0A";

    public async Task<Result<IReadOnlyList<int>>> ListAsync(CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is not { IsRunning: true } init)
        {
            return SandboxError.SandboxStopped;
        }

        var ports = new SortedSet<int>();
        foreach (var table in new[] { "tcp", "tcp6" })
        {
            ports.UnionWith(await ReadAsync($"/proc/{init.Process}/net/{table}", ct));
        }

        return ports.ToArray();
    }

    public async Task<Result<Stream>> ConnectAsync(int port, CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is not { IsRunning: true } init)
        {
            return SandboxError.SandboxStopped;
        }

        if (port is < IPEndPoint.MinPort + 1 or > IPEndPoint.MaxPort)
        {
            return NotListening(port);
        }

        return await TryAsync(init.Process, IPAddress.Loopback, port, ct) is { } four ? four
            : await TryAsync(init.Process, IPAddress.IPv6Loopback, port, ct) is { } six ? six
            : NotListening(port);
    }

    private static async Task<IEnumerable<int>> ReadAsync(string table, CancellationToken ct)
    {
        try
        {
            return from line in (await File.ReadAllLinesAsync(table, ct)).Skip(1)
                   let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                   where fields[3] == Listening
                   select int.Parse(fields[1][(fields[1].LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return []; // The sandbox ended in this moment.
        }
    }

    private static SandboxError NotListening(int port) =>
        new(SandboxErrorCode.PortNotListening, $"Nothing listens on port {port} in this sandbox. Start your app, then try again.");

    private async Task<Stream?> TryAsync(int process, IPAddress address, int port, CancellationToken ct)
    {
        Socket? socket = null;
        try
        {
            socket = await sockets.CreateAsync(process, address.AddressFamily);
            await socket.ConnectAsync(new IPEndPoint(address, port), ct);
            socket.NoDelay = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            socket?.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            throw;
        }
    }
}
