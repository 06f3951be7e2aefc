using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AuraWeb.Previews;

/// <summary>How previews get their addresses.</summary>
public enum PreviewMode
{
    /// <summary>Below a name that browsers resolve to this machine by themselves.</summary>
    Localhost,
}

/// <summary>Configuration of previews, section <c>Previews</c>.</summary>
public sealed partial class PreviewOptions
{
    public PreviewMode Mode { get; set; } = PreviewMode.Localhost;

    /// <summary>The domain below which each preview has a host name of its own. It must not be AuraWeb's own.</summary>
    public string Domain { get; set; } = "preview.localhost";

    /// <summary>
    /// How long not a byte may pass before a request, stream or socket is given up. Long, because an idle dev server's socket is
    /// quiet for hours; what ends them is the tab, the sandbox or the loss of the right to see them.
    /// </summary>
    public TimeSpan QuietAtMost { get; set; } = TimeSpan.FromDays(1);

    internal sealed partial class Validator : IValidateOptions<PreviewOptions>
    {
        public ValidateOptionsResult Validate(string? name, PreviewOptions options)
        {
            if (!Enum.IsDefined(options.Mode))
            {
                return ValidateOptionsResult.Fail("Previews:Mode must be “localhost”.");
            }

            // A timer takes no more.
            if (options.QuietAtMost <= TimeSpan.Zero || options.QuietAtMost > TimeSpan.FromDays(24))
            {
                return ValidateOptionsResult.Fail("Previews:QuietAtMost must be a time of at most 24 days, as “1.00:00:00” for one day.");
            }

            return LocalhostDomain().IsMatch(options.Domain)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Previews:Domain must be a lower-case name below localhost, as “preview.localhost”: browsers resolve nothing else to this machine.");
        }

        [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){1,4}localhost\z")]
        private static partial Regex LocalhostDomain();
    }
}
