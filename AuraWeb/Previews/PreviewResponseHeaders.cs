using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AuraWeb.Previews;

/// <summary>Makes an app's headers work on its preview's address and, where it is shown in one, in AuraWeb's frame.</summary>
internal static class PreviewResponseHeaders
{
    /// <summary>Rewrites the headers that came from the app.</summary>
    public static void Rewrite(PreviewRoute route, IHeaderDictionary headers, bool isFramed)
    {
        // Both reach beyond the one host: the first to every port of it, the second to the cookies of its siblings.
        headers.Remove(HeaderNames.StrictTransportSecurity);
        headers.Remove("Clear-Site-Data");
        MapAddress(route, headers, HeaderNames.Location);
        MapAddress(route, headers, HeaderNames.ContentLocation);
        MapAllowedOrigin(route, headers);
        if (headers.SetCookie.Count > 0)
        {
            headers.SetCookie = new([.. headers.SetCookie.Select(c => MapCookie(c!, isFramed)).OfType<string>()]);
        }

        if (isFramed)
        {
            headers.Remove(HeaderNames.XFrameOptions);
            headers.ContentSecurityPolicy = AllowFraming(headers.ContentSecurityPolicy);
        }
    }

    /// <summary>
    /// A cookie without <c>Domain</c>, which would reach other previews; in a frame also with what a browser asks of a cookie of a
    /// framed page of another site. Null for one that has AuraWeb's own name.
    /// </summary>
    public static string? MapCookie(string cookie, bool isFramed)
    {
        var parts = cookie.Split(';');
        if (parts[0].AsSpan().TrimStart().StartsWith(PreviewCookie.Name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var kept = parts.Skip(1).Where(p => !IsAttribute(p, "Domain") && !(isFramed && IsOfFraming(p)));
        var own = string.Join(';', kept.Prepend(parts[0]));
        return isFramed ? own.TrimEnd(';', ' ') + "; SameSite=None; Secure; Partitioned" : own;
    }

    private static bool IsOfFraming(string part) =>
        IsAttribute(part, "SameSite") || IsAttribute(part, "Secure") || IsAttribute(part, "Partitioned");

    private static bool IsAttribute(string part, string name)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return (equals < 0 ? part : part[..equals]).AsSpan().Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static void MapAddress(PreviewRoute route, IHeaderDictionary headers, string name)
    {
        if (route.ToOuter(headers[name]) is { } outer)
        {
            headers[name] = outer;
        }
    }

    // The app answered to the origin it was shown; the browser knows the other one.
    private static void MapAllowedOrigin(PreviewRoute route, IHeaderDictionary headers)
    {
        var origin = route.Request.Headers.Origin.ToString();
        if (route.PortOfOrigin(origin) is { } port && headers.AccessControlAllowOrigin == PreviewRoute.InnerOrigin(port))
        {
            headers.AccessControlAllowOrigin = origin;
        }
    }

    private static StringValues AllowFraming(StringValues policies)
    {
        var open = policies.OfType<string>()
            .Select(policy => string.Join(';', policy.Split(';').Where(d => !d.TrimStart().StartsWith("frame-ancestors", StringComparison.OrdinalIgnoreCase))))
            .Where(policy => policy.Trim().Length > 0)
            .ToArray();
        return open.Length == 0 ? StringValues.Empty : new(open);
    }
}
