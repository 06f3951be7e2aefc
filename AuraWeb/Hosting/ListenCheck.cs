using System.Net;

namespace AuraWeb.Hosting;

/// <summary>Refuses to listen beyond this machine as long as nobody said by which name people come: sign-in and previews hang on it.</summary>
internal static class ListenCheck
{
    /// <returns>Why AuraWeb must not start, and what to do; null if it may.</returns>
    public static string? Refusal(IConfiguration configuration)
    {
        if (configuration["AURA_PUBLIC_URL"] is { Length: > 0 })
        {
            return null;
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]);
        var open = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(endpoints).FirstOrDefault(url => url is { Length: > 0 } && !IsLoopback(url));
        return open is null ? null : $"""
            AuraWeb was told to listen on {open}, which others reach too, but not by which address they come. Either
              listen on this machine only (--urls http://localhost:5080), where previews work in the mode "localhost";
              or set AURA_PUBLIC_URL to the address people type, and a mode for previews: "domain" (a wildcard name and
              certificate), or "ports" (one port a preview, for a bare IP address; weaker).
            """;
    }

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host.Trim('[', ']');
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
