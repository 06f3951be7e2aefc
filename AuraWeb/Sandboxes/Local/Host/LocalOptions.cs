namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>Settings of the local provider, <c>Sandboxes:Local:*</c>.</summary>
public sealed class LocalOptions
{
    public const string Section = "Sandboxes:Local";

    /// <summary>OCI runtime: <c>crun</c> (default) or <c>runc</c>.</summary>
    public string Runtime { get; set; } = "crun";

    /// <summary>Folder of what lives only until the next reboot. Each data folder has its own subfolder in it.</summary>
    public string RunFolder { get; set; } = "/run/auraweb";
}
