namespace AuraWeb.Sandboxes;

/// <summary>Ports inside one sandbox. None is published on the host.</summary>
public interface ISandboxPorts
{
    /// <summary>TCP ports that listen, in ascending order, each once.</summary>
    Task<Result<IReadOnlyList<int>>> ListAsync(CancellationToken ct);

    /// <summary>Connects to a port on the sandbox's loopback, IPv4 or IPv6.</summary>
    /// <returns>A stream, or <see cref="SandboxErrorCode.PortNotListening"/>.</returns>
    Task<Result<Stream>> ConnectAsync(int port, CancellationToken ct);
}
