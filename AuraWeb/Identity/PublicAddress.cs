using Microsoft.Extensions.Options;

namespace AuraWeb.Identity;

/// <summary>The address people type, <c>AURA_PUBLIC_URL</c>; without it, AuraWeb answers on the loopback only.</summary>
public sealed class PublicAddress
{
    /// <summary>Scheme, host and port; null when none is set.</summary>
    public Uri? Url { get; set; }

    /// <summary>Whether people reach AuraWeb by https only, so that cookies can be bound to it.</summary>
    public bool IsHttps => Url?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether a host is AuraWeb's own: the public one, or a name of this machine.</summary>
    public bool Covers(HostString host) =>
        host.Host is "localhost" or "127.0.0.1" or "[::1]"
        || (Url is not null && string.Equals(host.Host, Url.Host, StringComparison.OrdinalIgnoreCase));

    internal sealed class Setup(IConfiguration configuration) : IConfigureOptions<PublicAddress>
    {
        public void Configure(PublicAddress options)
        {
            if (configuration["AURA_PUBLIC_URL"] is { Length: > 0 } text)
            {
                options.Url = new Uri(text, UriKind.RelativeOrAbsolute);
            }
        }
    }

    internal sealed class Validator : IValidateOptions<PublicAddress>
    {
        public ValidateOptionsResult Validate(string? name, PublicAddress options) => options.Url switch
        {
            null => ValidateOptionsResult.Success,
            { IsAbsoluteUri: true, PathAndQuery: "/", UserInfo: "", Scheme: "http" or "https" } => ValidateOptionsResult.Success,
            _ => ValidateOptionsResult.Fail($"AURA_PUBLIC_URL must be an address without a path, as https://aura.example.org, not “{options.Url}”."),
        };
    }
}
