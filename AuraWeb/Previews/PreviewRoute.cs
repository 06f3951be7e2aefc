namespace AuraWeb.Previews;

/// <summary>Where one request goes, and which addresses mean what on the way.</summary>
/// <param name="Hosts">Which hosts are previews.</param>
/// <param name="Request">The request.</param>
/// <param name="Address">The preview's address, as the request named it.</param>
/// <param name="Port">The port it means.</param>
/// <param name="DefaultPort">The port that the address without a port means.</param>
public sealed record PreviewRoute(PreviewHosts Hosts, HttpRequest Request, PreviewAddress Address, int Port, int? DefaultPort)
{
    /// <summary>The preview's own origin.</summary>
    public string Origin => Hosts.OriginOf(Request, Address);

    /// <summary>The origin of <paramref name="port"/> in this sandbox, as its own app knows it.</summary>
    public static string InnerOrigin(int port) => $"http://localhost:{port}";

    /// <summary>The port of this sandbox that an outer origin is the preview of; null if it is of something else.</summary>
    public int? PortOfOrigin(string? origin) =>
        Hosts.ParseOrigin(Request, origin) is { } other && other.SandboxId == Address.SandboxId
            ? other == Address ? Port : other.Port ?? DefaultPort
            : null;

    /// <summary>The outer origin of a port, this address's own where it means the same.</summary>
    public string OuterOrigin(int port) =>
        port == Port ? Origin : Hosts.OriginOf(Request, new(Address.SandboxId, port));

    /// <summary>An absolute address inside the sandbox as its preview's; null when it is not on the sandbox's loopback.</summary>
    public string? ToOuter(string? address)
    {
        if (address is null || address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }

        var absolute = address.StartsWith("//", StringComparison.Ordinal) ? "http:" + address : address;
        return Uri.TryCreate(absolute, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "ws" or "wss"
            && uri.Host is "localhost" or "127.0.0.1" or "[::1]" or "0.0.0.0"
            && uri.Port is >= 1 and <= 65535
                ? OuterOrigin(uri.Port) + After(absolute)
                : null;
    }

    /// <summary>A page of this sandbox's previews as its app knows it; null for any other.</summary>
    public string? ToInner(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && PortOfOrigin(uri.GetLeftPart(UriPartial.Authority)) is { } port
            ? InnerOrigin(port) + After(address!)
            : null;

    // What follows scheme and authority, exactly as written.
    private static string After(string absolute)
    {
        var start = absolute.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = absolute.AsSpan(start).IndexOfAny('/', '?', '#');
        return end < 0 ? "" : absolute[(start + end)..];
    }
}
