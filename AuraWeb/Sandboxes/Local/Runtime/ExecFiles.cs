namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>The small files, on a tmpfs, by which the runtime and we speak of one command.</summary>
internal sealed class ExecFiles : IDisposable
{
    private readonly string _base;

    public ExecFiles(string runningFolder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(runningFolder, "exec"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _base = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
    }

    /// <summary>The process specification.</summary>
    public string Spec => _base + ".json";

    /// <summary>The runtime's own messages.</summary>
    public string Log => _base + ".log";

    /// <summary>Where the runtime writes the process id.</summary>
    public string Pid => _base + ".pid";

    /// <summary>What the runtime has said; empty when nothing.</summary>
    public string Message => File.Exists(Log) ? File.ReadAllText(Log).Trim() : string.Empty;

    /// <summary>The process id on the host; null while the runtime has not written it.</summary>
    public int? Process => File.Exists(Pid) && int.TryParse(File.ReadAllText(Pid), out var process) ? process : null;

    public void Dispose()
    {
        // The folder is gone when the sandbox was stopped meanwhile.
        if (Directory.Exists(Path.GetDirectoryName(_base)))
        {
            File.Delete(Spec);
            File.Delete(Log);
            File.Delete(Pid);
        }
    }
}
