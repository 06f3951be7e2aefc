using System.Text.Json;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Storage;

/// <summary>What is kept of a sandbox beside its image.</summary>
/// <param name="UserRange">Which range of the host's user ids it has; its files are owned by them, so it never changes.</param>
/// <param name="Created">Whether its creation was completed.</param>
internal sealed record SandboxRecord(int UserRange, bool Created)
{
    private const int FirstUser = 1048576;
    private const int RangeSize = 65536;

    /// <summary>The host's user id of the sandbox's user 0.</summary>
    public uint BaseUser => FirstUser + ((uint)UserRange * RangeSize);

    /// <summary>The host's user id of the sandbox's user.</summary>
    public uint SandboxUser => BaseUser + 1000;

    /// <summary>The record of a sandbox; null when there is none, or none that can be read.</summary>
    public static SandboxRecord? Read(LocalPaths paths, string id)
    {
        try
        {
            return JsonSerializer.Deserialize<SandboxRecord>(File.ReadAllBytes(paths.Record(id)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(LocalPaths paths, string id) => AtomicFile.Write(paths.Record(id), JsonSerializer.SerializeToUtf8Bytes(this));
}
