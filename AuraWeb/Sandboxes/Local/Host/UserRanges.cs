using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>
/// Gives each sandbox on this host user ids of its own, whichever AuraWeb it belongs to. The register under <c>/run</c> is only
/// who has what now; what counts over a reboot is the sandbox's own record, since its files are owned by its range.
/// </summary>
public sealed partial class UserRanges(LocalPaths paths, ILogger<UserRanges> logger)
{
    private const string Register = "/run/auraweb-uids";

    // Ranges of 65536 from 1048576 up to the last user id.
    private const int Count = 65519;

    /// <summary>A range for a new sandbox, or the one that it wants because its files have it.</summary>
    public int Take(string id, int? wanted) => Change(taken =>
    {
        var owner = paths.Kept(id);
        if (wanted is { } known)
        {
            if (taken.TryGetValue(known, out var other) && other != owner)
            {
                Log.Shared(logger, id, other);
            }

            taken[known] = owner;
            return known;
        }

        // Begun at a place of its own, so that two AuraWebs meet rarely even when the register was lost with a reboot.
        var start = (int)(Hash(owner) % Count);
        var free = Enumerable.Range(0, Count).Select(step => (start + step) % Count).First(range => !taken.ContainsKey(range));
        taken[free] = owner;
        return free;
    });

    /// <summary>Gives back what a deleted sandbox had.</summary>
    public void Release(string id) => Change(taken =>
    {
        var owner = paths.Kept(id);
        foreach (var range in taken.Where(entry => entry.Value == owner).Select(entry => entry.Key).ToList())
        {
            taken.Remove(range);
        }

        return 0;
    });

    private static uint Hash(string text) =>
        BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static int Change(Func<Dictionary<int, string>, int> change)
    {
        Directory.CreateDirectory(Register, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var held = Lock();
        var file = Path.Combine(Register, "ranges");
        var taken = new Dictionary<int, string>();
        foreach (var parts in File.Exists(file) ? File.ReadLines(file).Select(line => line.Split(' ', 2)) : [])
        {
            // A sandbox whose folder is gone, with its data folder perhaps, needs its range no longer.
            if (parts.Length == 2 && int.TryParse(parts[0], out var range) && Directory.Exists(parts[1]))
            {
                taken[range] = parts[1];
            }
        }

        var result = change(taken);
        AtomicFile.Write(file, System.Text.Encoding.UTF8.GetBytes(string.Concat(taken.Select(entry => $"{entry.Key} {entry.Value}\n"))));
        return result;
    }

    private static FileStream Lock()
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Register, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Held by another AuraWeb, for less than a millisecond.
                Thread.Sleep(2);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox {SandboxId} shares its range of user ids with {Other}; their namespaces still keep them apart")]
        public static partial void Shared(ILogger logger, string sandboxId, string other);
    }
}
