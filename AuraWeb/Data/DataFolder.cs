namespace AuraWeb.Data;

/// <summary>
/// The one folder that holds everything AuraWeb keeps, <c>AURA_DATA</c> (default <c>/var/lib/auraweb</c>), held by a lock file:
/// two processes on one SQLite job store run jobs twice, and two reconcilers fight over the same sandboxes.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        Id = ReadOrCreateId();
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>A short random id of this data folder; the names of everything it owns on the host carry it.</summary>
    public string Id { get; }

    /// <summary>EF Core's database file.</summary>
    public string DatabaseFile => DatabaseFileIn(Path);

    /// <summary>Hangfire's database file, apart from ours: its writers must not hold up ours.</summary>
    public string JobsFile => System.IO.Path.Combine(Path, "jobs.db");

    /// <summary>Folder of the keys that protect cookies and tickets.</summary>
    public string ProtectionKeys => System.IO.Path.Combine(Path, "protection-keys");

    /// <summary>EF Core's database file in a data folder that is not opened.</summary>
    public static string DatabaseFileIn(string path) => System.IO.Path.Combine(path, "auraweb.db");

    /// <summary>Opens and locks the folder, making it (mode 700) if it does not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The opened folder, or null if another AuraWeb holds it.</returns>
    public static DataFolder? TryOpen(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A subfolder, made if it does not exist.</summary>
    public string Subfolder(string name) =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => _lock.Dispose();

    private string ReadOrCreateId()
    {
        var file = System.IO.Path.Combine(Path, "id");
        if (File.Exists(file))
        {
            return File.ReadAllText(file).Trim();
        }

        var id = RandomId.New()[..8];
        File.WriteAllText(file, id);
        return id;
    }
}
