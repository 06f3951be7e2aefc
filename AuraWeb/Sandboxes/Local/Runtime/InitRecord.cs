using System.Globalization;
using System.Text.Json;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// The first process of a sandbox that was started. It lies on a tmpfs: after a reboot there is none, and what is then not
/// running was ended by nobody.
/// </summary>
/// <param name="Process">Its id on the host.</param>
/// <param name="StartTime">When it started, in ticks since boot: an id alone can come to belong to another process.</param>
/// <param name="Started">Whether the sandbox was ready for commands.</param>
/// <param name="Ending">Whether it was asked to end.</param>
internal sealed record InitRecord(int Process, long StartTime, bool Started, bool Ending)
{
    /// <summary>Whether the process is alive and ready for commands.</summary>
    public bool IsRunning => Started && !Ending && IsAlive;

    /// <summary>Whether the process is alive.</summary>
    public bool IsAlive => StartTimeOf(Process) == StartTime;

    public static InitRecord? Read(LocalPaths paths, string id)
    {
        try
        {
            return JsonSerializer.Deserialize<InitRecord>(File.ReadAllBytes(paths.InitRecord(id)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(LocalPaths paths, string id) => AtomicFile.Write(paths.InitRecord(id), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>When a process started; null when it is gone or only waits to be reaped.</summary>
    public static long? StartTimeOf(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");

            // The name in parentheses may hold spaces; the state is the field after it.
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
