using System.Collections.Concurrent;
using System.Diagnostics;

namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>Finds the host's programs by name. Only in the system's folders: what is in somebody's home is not the host's.</summary>
public sealed class HostPrograms
{
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private static readonly string[] VersionOptions = ["--version", "-V"];

    private readonly ConcurrentDictionary<string, string> _found = new();

    /// <summary>Absolute path of a program, or null.</summary>
    public string? Find(string name)
    {
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        var path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is not null)
        {
            _found[name] = path;
        }

        return path;
    }

    /// <summary>The first line of what a program says of its version.</summary>
    public static string VersionOf(string path)
    {
        foreach (var option in VersionOptions)
        {
            var start = new ProcessStartInfo(path, [option]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
            process.WaitForExit();
            if (process.ExitCode == 0 && text.Length > 0)
            {
                return text.Split('\n')[0].Trim();
            }
        }

        return "installed";
    }

    /// <summary>Absolute path of a program that must be there.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public string Require(string name) =>
        Find(name) ?? throw new FileNotFoundException($"The program “{name}” is not installed. “aura doctor” says how to get it.");
}
