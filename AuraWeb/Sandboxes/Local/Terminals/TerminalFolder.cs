using System.Globalization;
using System.Text.Json;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>
/// What one terminal keeps on the run folder's tmpfs: who it is, its monitor's sockets, its log, how it ended. It is all that an
/// AuraWeb that starts again needs to find it.
/// </summary>
internal sealed class TerminalFolder(string path)
{
    private const UnixFileMode OnlyUs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int MonitorLooks = 400;
    private static readonly TimeSpan MonitorPause = TimeSpan.FromMilliseconds(5);

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Its terminal's id.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>What its program printed, line by line with a time, as the monitor writes it.</summary>
    public string Log => In("log");

    /// <summary>The socket by which the monitor takes input and says that there is output.</summary>
    public const string AttachName = "attach";

    /// <summary>The pipe by which the monitor is told sizes.</summary>
    public string Control => In("ctl");

    /// <summary>The process specification.</summary>
    public string Spec => In("process.json");

    /// <summary>Process id of the program, written when it has started.</summary>
    public string ProgramIdFile => In("pid");

    /// <summary>Process id of the monitor.</summary>
    public string MonitorIdFile => In("conmon.pid");

    /// <summary>Where the monitor puts a file with the exit code. A folder of its own: the file is named after the container.</summary>
    public string ExitFolder => In("exit");

    /// <summary>File of the runtime's own messages.</summary>
    public string Messages => In("runtime.log");

    /// <summary>What the runtime has said; empty when nothing.</summary>
    public string Message => File.Exists(Messages) ? File.ReadAllText(Messages).Trim() : string.Empty;

    /// <summary>Whether its program was started, now or before.</summary>
    public bool WasStarted => File.Exists(ProgramIdFile);

    /// <summary>The folder of all terminals of a sandbox.</summary>
    public static string Parent(string runningFolder) => System.IO.Path.Combine(runningFolder, "terminals");

    /// <summary>All terminals of a sandbox.</summary>
    public static IReadOnlyList<TerminalFolder> All(string runningFolder) =>
        Directory.Exists(Parent(runningFolder)) ? [.. Directory.EnumerateDirectories(Parent(runningFolder)).Select(path => new TerminalFolder(path))] : [];

    /// <summary>Process id of the program; null when it has not started.</summary>
    public int? ProgramId => ReadNumber(ProgramIdFile);

    /// <summary>Whether the monitor lives: what is written in its file is a number that may be somebody else's by now.</summary>
    public bool HasMonitor => MonitorId is { } id && IsMonitor(id);

    /// <summary>What is written in the monitor's file; null before it has started.</summary>
    public int? MonitorId => ReadNumber(MonitorIdFile);

    /// <summary>How the program ended; null while that is not known.</summary>
    public int? ExitCode
    {
        get
        {
            try
            {
                return Directory.EnumerateFiles(ExitFolder).Select(ReadNumber).FirstOrDefault(code => code is not null);
            }
            catch (DirectoryNotFoundException)
            {
                return null; // It was closed in the meantime.
            }
        }
    }

    /// <summary>Waits, not for long, until the monitor has written down how the program ended.</summary>
    public async Task WaitForMonitorAsync()
    {
        for (var i = 0; i < MonitorLooks && HasMonitor; i++)
        {
            await Task.Delay(MonitorPause);
        }
    }

    public void Create()
    {
        Directory.CreateDirectory(Path, OnlyUs);
        Directory.CreateDirectory(ExitFolder, OnlyUs);
    }

    public void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else closed it in the same moment.
        }
    }

    public TerminalRecord? ReadRecord()
    {
        try
        {
            return JsonSerializer.Deserialize<TerminalRecord>(File.ReadAllBytes(In("meta.json")));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void WriteRecord(TerminalRecord record)
    {
        var whole = In("meta.json");
        File.WriteAllBytes(whole + ".new", JsonSerializer.SerializeToUtf8Bytes(record));
        File.Move(whole + ".new", whole, overwrite: true);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private bool IsMonitor(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(Path, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int? ReadNumber(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>What is remembered of a terminal.</summary>
/// <param name="Title">What the tab says.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="FirstLog">Inode of its first log file: another one means that older output is gone. 0 until it has started.</param>
internal sealed record TerminalRecord(string Title, DateTimeOffset OpenedAt, ulong FirstLog);
