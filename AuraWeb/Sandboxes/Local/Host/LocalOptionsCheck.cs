using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.Extensions.Options;

namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>Refuses to start where a sandbox could not be isolated: nothing is ever run without it.</summary>
internal sealed class LocalOptionsCheck(HostPrograms programs) : IValidateOptions<LocalOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalOptions options)
    {
        if (Native.EffectiveUser() != 0)
        {
            return ValidateOptionsResult.Fail("The local provider isolates sandboxes with the kernel's means and must run as root. Start AuraWeb as root, with sudo for instance.");
        }

        if (options.Runtime is not ("crun" or "runc"))
        {
            return ValidateOptionsResult.Fail($"Sandboxes:Local:Runtime is “{options.Runtime}”; it must be crun or runc.");
        }

        if (!Path.IsPathRooted(options.RunFolder))
        {
            return ValidateOptionsResult.Fail($"Sandboxes:Local:RunFolder is “{options.RunFolder}”; it must be an absolute path.");
        }

        var missing = new[] { options.Runtime, "catatonit", "slirp4netns", "nft", "nsenter", "mkfs.ext4" }.Where(program => programs.Find(program) is null).ToList();
        return missing.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"The local provider needs {string.Join(", ", missing)}. “aura doctor” says how to get what is missing.");
    }
}
