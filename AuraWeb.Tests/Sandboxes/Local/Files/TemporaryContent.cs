using System.Diagnostics;
using AuraWeb.Sandboxes.Local.Files;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

/// <summary>A folder that looks like the content of a local sandbox, and the files in it as its user sees them.</summary>
public sealed class TemporaryContent : IDisposable
{
    /// <summary>Ids as a sandbox's user has them on the host.</summary>
    public const uint Uid = 1048576 + 65536 + 1000;

    private readonly SafeFileHandle _handle;

    public TemporaryContent(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("auraweb-files-").FullName;
        Workspace = Directory.CreateDirectory(Path.Combine(Folder, "workspace")).FullName;
        var home = Directory.CreateDirectory(Path.Combine(Folder, "home", "aura")).FullName;
        File.SetUnixFileMode(Folder, (UnixFileMode)Convert.ToInt32("755", 8));
        Give(Workspace);
        Give(home);
        _handle = LocalSandboxFiles.OpenContent(Folder);
        Files = new LocalSandboxFiles(_handle, Uid, Uid, TimeProvider.System);
    }

    /// <summary>Where it lies on the host.</summary>
    public string Folder { get; }

    public string Workspace { get; }

    public LocalSandboxFiles Files { get; }

    /// <summary>Runs a host program that must succeed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        arguments.ToList().ForEach(start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {error}");
    }

    /// <summary>Makes a path belong to the sandbox's user.</summary>
    public static void Give(string path) => Run("chown", "-h", $"{Uid}:{Uid}", path);

    public string HostPath(string name) => Path.Combine(Workspace, name);

    /// <summary>Closes the descriptor, as stopping a sandbox does.</summary>
    public void Close() => _handle.Dispose();

    public void Dispose()
    {
        Files.Dispose();
        _handle.Dispose();
        if (Directory.Exists(Folder))
        {
            // Not by .NET, which cannot delete names that are not UTF-8.
            Run("rm", "-rf", Folder);
        }
    }
}
