using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace AuraWeb.Previews;

/// <summary>Makes a browser's headers those of a visitor of the app itself: nothing of AuraWeb, and nothing forged, goes upstream.</summary>
internal static class PreviewRequestHeaders
{
    private const string OwnCookies = "__Host-aura";

    private static readonly string[] TrustedByApps =
        ["x-forwarded", "forwarded", "x-original-", "x-real-ip", "x-aura", "remote-user", "x-remote-user", "x-auth-request-"];

    /// <summary>Rewrites the headers of <paramref name="proxied"/>, which has a copy of the request's.</summary>
    public static void Rewrite(PreviewRoute route, HttpRequestMessage proxied, IReadOnlyCollection<string> foreignCookies)
    {
        var request = route.Request;
        RemoveForged(proxied.Headers);
        if (proxied.Content is not null)
        {
            RemoveForged(proxied.Content.Headers);
        }

        proxied.Headers.Host = $"localhost:{route.Port}";
        proxied.Headers.TryAddWithoutValidation("X-Forwarded-For", request.HttpContext.Connection.RemoteIpAddress?.Plain());
        proxied.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        proxied.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        if (route.PortOfOrigin(request.Headers.Origin) is { } port)
        {
            Replace(proxied.Headers, HeaderNames.Origin, PreviewRoute.InnerOrigin(port));
        }

        Replace(proxied.Headers, HeaderNames.Referer, route.ToInner(request.Headers.Referer));
        Replace(proxied.Headers, HeaderNames.Cookie, AppCookies(request.Headers.Cookie, foreignCookies));
    }

    /// <summary>A Cookie header without AuraWeb's own; the others stay as they are, byte for byte. Null when none is left.</summary>
    public static string? AppCookies(string? header, IReadOnlyCollection<string> foreignCookies)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        var all = header.Split(';');
        var kept = all.Where(part => !IsOurs(part.AsSpan().Trim(), foreignCookies)).ToList();
        return kept.Count == all.Length ? header : kept.Count == 0 ? null : string.Join(';', kept).TrimStart();
    }

    private static bool IsOurs(ReadOnlySpan<char> cookie, IReadOnlyCollection<string> foreignCookies)
    {
        var equals = cookie.IndexOf('=');
        var name = equals < 0 ? cookie : cookie[..equals].TrimEnd();
        if (name.StartsWith(OwnCookies, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var foreign in foreignCookies)
        {
            if (name.Equals(foreign, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void RemoveForged(HttpHeaders headers)
    {
        foreach (var name in headers.NonValidated.Select(h => h.Key).Where(IsTrustedByApps).ToList())
        {
            headers.Remove(name);
        }
    }

    // Servers that make variables of headers do not tell “_” from “-”.
    private static bool IsTrustedByApps(string name)
    {
        var dashed = name.Replace('_', '-');
        return Array.Exists(TrustedByApps, prefix => dashed.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    private static void Replace(HttpRequestHeaders headers, string name, string? value)
    {
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Plain(this System.Net.IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
