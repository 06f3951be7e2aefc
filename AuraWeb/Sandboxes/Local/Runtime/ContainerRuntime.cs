using System.Text.Json;
using AuraWeb.Sandboxes.Local.Host;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Calls the OCI runtime. Its own messages go to a log file: what commands print stays apart from them.</summary>
public sealed class ContainerRuntime(LocalPaths paths, Launcher launcher, IOptions<LocalOptions> options)
{
    /// <summary>Name of the runtime's program.</summary>
    public string Program => options.Value.Runtime;

    /// <summary>The runtime's arguments that come before a command, for callers that start it through another program.</summary>
    public IReadOnlyList<string> GlobalArguments => ["--root", paths.RuntimeRoot, .. Program == "crun" ? new[] { "--cgroup-manager", "cgroupfs" } : []];

    /// <summary>Makes the container. Its first process keeps <paramref name="output"/> open as long as it lives.</summary>
    /// <returns>Its process id on the host.</returns>
    internal async Task<int> CreateAsync(string id, SafeFileHandle output)
    {
        var folder = paths.Running(id);
        var pidFile = Path.Combine(folder, "init.pid");
        using var input = PipePair.Create();
        input.Write.Dispose();
        var log = Path.Combine(folder, "create.log");
        string[] arguments = [.. GlobalArguments, "--log", log, "create", "--bundle", folder, "--pid-file", pidFile, id];
        var descriptors = new Dictionary<int, SafeFileHandle> { [0] = input.Read, [1] = output, [2] = output };
        var process = await launcher.StartAsync(Program, arguments, descriptors);
        var code = await process.Exit;
        if (code != 0)
        {
            throw new IOException($"{Program} create failed with code {code}: {ReadLog(log)}");
        }

        return int.Parse(await File.ReadAllTextAsync(pidFile), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Lets the first process of a made container run.</summary>
    internal async Task StartAsync(string id) => (await RunAsync("start", id)).EnsureSuccess($"{Program} start");

    /// <summary>Kills whatever is in the container and removes it; gone already is success.</summary>
    internal async Task DeleteAsync(string id)
    {
        if (Directory.Exists(Path.Combine(paths.RuntimeRoot, id)))
        {
            await RunAsync("delete", "--force", id);
        }
    }

    /// <summary>Starts a command in the container with a process specification, on these descriptors.</summary>
    internal async Task<LaunchedProcess> ExecuteAsync(string id, object process, ExecFiles files, IReadOnlyDictionary<int, SafeFileHandle> descriptors)
    {
        await File.WriteAllBytesAsync(files.Spec, JsonSerializer.SerializeToUtf8Bytes(process));
        string[] arguments = [.. GlobalArguments, "--log", files.Log, "exec", "--process", files.Spec, "--pid-file", files.Pid, id];
        return await launcher.StartAsync(Program, arguments, descriptors);
    }

    private static string ReadLog(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "it left no message";

    private Task<ProgramResult> RunAsync(params string[] command) =>
        launcher.RunAsync(Program, [.. GlobalArguments, .. command], CancellationToken.None);
}
