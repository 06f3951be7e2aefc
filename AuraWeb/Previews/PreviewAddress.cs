using System.Globalization;
using AuraWeb.Data;

namespace AuraWeb.Previews;

/// <summary>What a preview's host name says: a sandbox, and a port or the template's.</summary>
/// <param name="SandboxId">Id of the sandbox.</param>
/// <param name="Port">The port; null for the template's.</param>
public sealed record PreviewAddress(string SandboxId, int? Port)
{
    /// <summary>The first label of the host name.</summary>
    public string Label => Port is null ? SandboxId : string.Create(CultureInfo.InvariantCulture, $"{SandboxId}-{Port}");

    /// <summary>Reads the label in front of the domain, in lower case; null when it has not exactly this form.</summary>
    public static PreviewAddress? Parse(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var hyphen = label.IndexOf('-', StringComparison.Ordinal);
        var id = hyphen < 0 ? label : label[..hyphen];
        if (!RandomId.IsValid(id))
        {
            return null;
        }

        return hyphen < 0 ? new(id, null) : ParsePort(label[(hyphen + 1)..]) is { } port ? new(id, port) : null;
    }

    /// <summary>Reads a port, 1–65535, in decimal digits without leading zeros: one port has one host name.</summary>
    public static int? ParsePort(string? text) =>
        text is { Length: >= 1 and <= 5 } && text[0] != '0'
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : null;
}
