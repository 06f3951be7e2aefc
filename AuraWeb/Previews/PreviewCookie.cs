using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace AuraWeb.Previews;

/// <summary>The cookie of one preview host: a <see cref="PreviewGrant"/> that nobody else can read or make.</summary>
public sealed class PreviewCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string Name = "__Host-aura-preview";

    /// <summary>How long a grant lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly IDataProtector _protector = protection.CreateProtector("AuraWeb.Previews.Grant.v1");

    /// <summary>Writes the cookie. It is partitioned, so a frame and a tab have one each; browsers take it over http below localhost.</summary>
    public void Write(HttpResponse response, PreviewGrant grant)
    {
        ArgumentNullException.ThrowIfNull(response);
        var value = _protector.Protect(JsonSerializer.Serialize(grant));
        response.Headers.Append("Set-Cookie", $"{Name}={value}; Path=/; Max-Age={(int)Lifetime.TotalSeconds}; Secure; HttpOnly; SameSite=None; Partitioned");
    }

    /// <summary>Reads a value of the cookie; null when it was not written here, has ended, or is another host's.</summary>
    public PreviewGrant? Read(string value, string host)
    {
        try
        {
            var grant = JsonSerializer.Deserialize<PreviewGrant>(_protector.Unprotect(value));
            return grant is not null && grant.ExpiresAt > clock.GetUtcNow() && grant.Host == host ? grant : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The values that a Cookie header has under the name. A page can add one of its own, so each must be tried.</summary>
    public static IEnumerable<string> ValuesIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return from header in request.Headers.Cookie
               where header is not null
               from part in header.Split(';', StringSplitOptions.TrimEntries)
               where part.StartsWith(Name + "=", StringComparison.Ordinal)
               select part[(Name.Length + 1)..];
    }
}
