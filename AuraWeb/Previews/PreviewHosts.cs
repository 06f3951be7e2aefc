using System.Globalization;
using Microsoft.Extensions.Options;

namespace AuraWeb.Previews;

/// <summary>Which host names are previews, and what their addresses are.</summary>
public sealed class PreviewHosts(IOptions<PreviewOptions> options)
{
    private const string Home = "localhost";

    private readonly string _suffix = "." + options.Value.Domain;

    /// <summary>Whether a host belongs to the previews' domain, so that AuraWeb's own pages must never answer for it.</summary>
    public bool Covers(HostString host)
    {
        var name = host.Host.TrimEnd('.');
        return name.EndsWith(_suffix, StringComparison.OrdinalIgnoreCase) || name.Equals(_suffix[1..], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a host of the previews' domain; null when it is none that a preview can have.</summary>
    public PreviewAddress? Parse(HostString host)
    {
        // Host names are compared without regard to case; a trailing dot would make a second name with cookies of its own.
        var name = host.Host;
        return name.EndsWith(_suffix, StringComparison.OrdinalIgnoreCase)
            ? PreviewAddress.Parse(name[..^_suffix.Length].ToLowerInvariant())
            : null;
    }

    /// <summary>Reads an origin; null when it is not that of a preview reached as this request's host is.</summary>
    public PreviewAddress? ParseOrigin(HttpRequest request, string? origin)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && Parse(new HostString(uri.Host)) is { } address
            && OriginOf(request, address) == uri.GetLeftPart(UriPartial.Authority)
                ? address
                : null;
    }

    /// <summary>The host name of a preview, without a port.</summary>
    public string NameOf(PreviewAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Label + _suffix;
    }

    /// <summary>Scheme, host and port of a preview, reached by the port that this request came to.</summary>
    public string OriginOf(HttpRequest request, PreviewAddress address)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.Scheme}://{NameOf(address)}{PortOf(request)}";
    }

    /// <summary>AuraWeb's own origin, as seen from a request to a preview.</summary>
    public static string HomeOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.Scheme}://{Home}{PortOf(request)}";
    }

    /// <summary>All previews as a source in a Content-Security-Policy of AuraWeb's own pages.</summary>
    public string ContentSource(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.Scheme}://*{_suffix}{PortOf(request)}";
    }

    private static string PortOf(HttpRequest request) =>
        request.Host.Port is { } port && port != (request.IsHttps ? 443 : 80) ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "";
}
