namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>How much of something this host gives.</summary>
public enum FindingLevel
{
    Ok,

    /// <summary>It works, less well or less safely.</summary>
    Degraded,

    /// <summary>Without it there are no sandboxes.</summary>
    Missing,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Level">How much of it there is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Advice">What to do about it; null when nothing has to be done.</param>
public sealed record HostFinding(string Name, FindingLevel Level, string Detail, string? Advice);
