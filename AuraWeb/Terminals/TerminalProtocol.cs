using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuraWeb.Terminals;

/// <summary>
/// The words of a terminal's socket. Binary frames are bytes: what the program printed, what the person typed. Text frames are
/// these messages. The server begins with <see cref="Ready"/>; the bytes that follow start at its offset.
/// </summary>
internal static partial class TerminalProtocol
{
    /// <summary>The terminal's program ended, or can be seen no longer; the reason says which. 1000 as every socket.</summary>
    public const int Ended = 1000;

    /// <summary>AuraWeb ends or the connection to the terminal was lost: come back.</summary>
    public const int ComeBack = 1012;

    /// <summary>The person may not, or no longer, see the project.</summary>
    public const int Removed = 4403;

    /// <summary>There is no such terminal or sandbox.</summary>
    public const int Gone = 4404;

    /// <summary>The sandbox does not run.</summary>
    public const int Stopped = 4410;

    /// <summary>The largest text message a page may send, in bytes.</summary>
    public const int LargestMessage = 4096;

    /// <summary>Where the bytes that follow begin.</summary>
    /// <param name="Epoch">Which reading of the terminal the offsets count in.</param>
    /// <param name="Offset">Offset of the next byte. Another one than expected means: clear, and paint anew.</param>
    /// <param name="Live">Queries printed before this offset are not to be answered.</param>
    /// <param name="Dropped">Whether older output is gone.</param>
    /// <param name="ReadOnly">Whether typing is refused.</param>
    public sealed record Ready(string Epoch, long Offset, long Live, bool Dropped, bool ReadOnly)
    {
        public string Type { get; } = "ready";
    }

    /// <summary>The program ended; null when it was ended with the sandbox.</summary>
    public sealed record Exit(int? Code)
    {
        public string Type { get; } = "exit";
    }

    /// <summary>What a page says.</summary>
    /// <param name="Type"><c>resize</c>, <c>ack</c> or <c>answer</c>.</param>
    /// <param name="Cols">Width, of a resize.</param>
    /// <param name="Rows">Height, of a resize.</param>
    /// <param name="Offset">Of an acknowledgement: up to where the output was shown. Of an answer: at or before where its query was printed.</param>
    /// <param name="Data">What the terminal answers.</param>
    public sealed record Message(string Type, int Cols, int Rows, long Offset, string? Data);

    public static byte[] Write(Ready ready) => JsonSerializer.SerializeToUtf8Bytes(ready, Json.Default.Ready);

    public static byte[] Write(Exit exit) => JsonSerializer.SerializeToUtf8Bytes(exit, Json.Default.Exit);

    /// <summary>Reads a message; null when it is none.</summary>
    public static Message? Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Default.Message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Ready))]
    [JsonSerializable(typeof(Exit))]
    [JsonSerializable(typeof(Message))]
    private sealed partial class Json : JsonSerializerContext;
}
