using System.Diagnostics;

namespace AuraWeb.E2E.Harness;

/// <summary>Has a stopped AuraWeb delete its sandboxes at its next start: their rows say what is wanted.</summary>
internal static class Leftovers
{
    /// <returns>Whether there is any.</returns>
    public static async Task<bool> AskForDeletionAsync(string data) =>
        await QueryAsync(data, "update Sandboxes set DesiredState = 'Deleted'") + await CountAsync(data) > 0;

    public static Task WaitUntilDeletedAsync(string data) =>
        Eventually.TrueAsync("the sandboxes to be deleted", async () => await CountAsync(data) == 0, TimeSpan.FromSeconds(60));

    /// <summary>Removes what a stopped AuraWeb without sandboxes leaves on the host until the next reboot.</summary>
    public static async Task RemoveRunFolderAsync(string data)
    {
        var id = await File.ReadAllTextAsync(Path.Combine(data, "id"));
        var run = Path.Combine("/run/auraweb", id);
        if (Directory.Exists(run))
        {
            await RunAsync("umount", Path.Combine(run, "ns", "mnt"));
            await RunAsync("umount", "-l", run);
            Directory.Delete(run);
        }

        foreach (var group in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => Path.Combine(root, $"auraweb-{id}")))
        {
            if (Directory.Exists(group))
            {
                Directory.Delete(group);
            }
        }
    }

    private static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static Task<int> CountAsync(string data) => QueryAsync(data, "select count(*) from Sandboxes");

    /// <summary>Runs one statement on its database.</summary>
    public static async Task<int> QueryAsync(string data, string sql)
    {
        const string script = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1], timeout=20) as db:
                row = db.execute(sys.argv[2]).fetchone()
            print(row[0] if row else 0)
            """;
        var info = new ProcessStartInfo("python3", ["-c", script, Path.Combine(data, "auraweb.db"), sql]) { RedirectStandardOutput = true };
        using var python = Process.Start(info)!;
        var answer = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
