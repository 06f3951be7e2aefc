using System.Text.Json;
using System.Text.Json.Serialization;
using AuraWeb.Sandboxes;

namespace AuraWeb.Events;

/// <summary>The words of a workspace's socket, each a text frame of JSON.</summary>
internal static partial class EventsMessages
{
    /// <summary>The project is not, or no longer, the person's to see.</summary>
    public const int Removed = 4404;

    /// <summary>AuraWeb ends: come back.</summary>
    public const int ComeBack = 1012;

    /// <summary>The largest message a page may send, in bytes.</summary>
    public const int LargestMessage = 256 * 1024;

    private const int MostFolders = 500;

    /// <summary>What the project is now, and the elements that show it.</summary>
    public sealed record StateMessage(string? SandboxId, string State, bool Running, bool SettingUp, string Html)
    {
        public string Type { get; } = "state";
    }

    /// <summary>Files and folders that changed.</summary>
    public sealed record FilesMessage(IReadOnlyList<string> Paths)
    {
        public string Type { get; } = "files";
    }

    /// <summary>Every port that listens.</summary>
    public sealed record PortsMessage(IReadOnlyList<int> Ports)
    {
        public string Type { get; } = "ports";
    }

    /// <summary>What a page says: the folders it shows.</summary>
    public sealed record FoldersMessage(string? Type, IReadOnlyList<string>? Paths);

    public static byte[] Write(WorkspaceSnapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(
        new StateMessage(snapshot.SandboxId, snapshot.State, snapshot.IsRunning, snapshot.IsSettingUp, snapshot.Html), EventsJson.Default.StateMessage);

    public static byte[] WriteFiles(IReadOnlyList<string> paths) => JsonSerializer.SerializeToUtf8Bytes(new FilesMessage(paths), EventsJson.Default.FilesMessage);

    public static byte[] WritePorts(IReadOnlyList<int> ports) => JsonSerializer.SerializeToUtf8Bytes(new PortsMessage(ports), EventsJson.Default.PortsMessage);

    /// <summary>The folders a page says it shows; null when that was not said.</summary>
    public static IReadOnlyCollection<SandboxPath>? ReadFolders(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EventsJson.Default.FoldersMessage) is { Type: "folders", Paths: { } paths }
                ? [.. paths.Select(path => SandboxPath.TryParse(path, out var parsed) ? parsed : null).OfType<SandboxPath>().Distinct().Take(MostFolders)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(StateMessage))]
    [JsonSerializable(typeof(FilesMessage))]
    [JsonSerializable(typeof(PortsMessage))]
    [JsonSerializable(typeof(FoldersMessage))]
    private sealed partial class EventsJson : JsonSerializerContext;
}
