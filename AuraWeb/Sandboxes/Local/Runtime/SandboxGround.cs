using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>What a container stands on: its mounted image, the shared root folder, its description.</summary>
internal sealed class SandboxGround(LocalPaths paths, ImageStore images, RootFolder root, OciConfig config)
{
    public async Task PrepareAsync(string id, SandboxSpec spec, SandboxRecord record)
    {
        // First of all, since it makes the run folder if this is the first sandbox.
        await images.MountAsync(id, record);
        root.Ensure();
        Directory.CreateDirectory(paths.Running(id));
        root.WriteOwnFiles(id, spec.HostName);
        config.Write(id, spec, record);
    }
}
