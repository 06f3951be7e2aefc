namespace AuraWeb.Sandboxes;

/// <summary>What a sandbox may use.</summary>
/// <param name="Cpu">CPU, in cores.</param>
/// <param name="MemoryBytes">Memory, in bytes.</param>
/// <param name="StorageBytes">Size of its file system, in bytes.</param>
/// <param name="Timeout">How long work may defer the idle stop, counted from the moment the inactivity limit was reached.</param>
public sealed record SandboxLimits(double Cpu, long MemoryBytes, long StorageBytes, TimeSpan Timeout)
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>What a sandbox gets when nothing else is asked for.</summary>
    public static SandboxLimits Default { get; } = new(2, 2 * Gigabyte, 10 * Gigabyte, TimeSpan.FromHours(1));

    /// <summary>The most a sandbox may be given.</summary>
    public static SandboxLimits Maximum { get; } = new(4, 8 * Gigabyte, 50 * Gigabyte, TimeSpan.FromHours(24));
}
