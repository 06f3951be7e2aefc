using System.Text.Json;
using System.Text.Json.Nodes;
using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>Starts a program in a terminal, under a monitor (conmon) that holds the terminal and outlives AuraWeb.</summary>
internal sealed class TerminalStarter(Launcher launcher, ContainerRuntime runtime, ProcessSpec specs, HelperCgroup helpers, TimeProvider clock)
{
    // Of the log, which spends some 45 bytes on each line. The log lies on a tmpfs: it is memory.
    private const int LargestLog = 16 * 1024 * 1024;
    private const int SyncDescriptor = 3;
    private const int LargestSize = 1000;

    // The runtime's one transient failure, right after a sandbox started.
    private const string Transient = "setns";

    private static readonly string[] LoginShell = ["/bin/bash", "-l"];

    // The runtime sets the size from outside while the program may run already, and one that asks early is told "0 0". So it is
    // asked for first, at most some 200 times: then a program without a size is better than none. A shell hears of the change.
    private static readonly string[] AfterSize =
        ["/bin/sh", "-c", "n=0; while [ \"$(stty size)\" = '0 0' ] && [ $((n += 1)) -lt 200 ]; do :; done; exec \"$@\"", "sh"];

    /// <summary>Starts it and notes it down; returns when it runs.</summary>
    /// <returns>Null, or what the runtime said.</returns>
    public async Task<string?> StartAsync(string container, TerminalFolder folder, TerminalRequest request)
    {
        folder.Create();
        var record = new TerminalRecord(request.Title, clock.GetUtcNow(), 0);
        folder.WriteRecord(record);
        await File.WriteAllTextAsync(folder.Spec, Process(request).ToJsonString());
        var failure = await TryStartAsync(container, folder);
        if (failure?.Contains(Transient, StringComparison.Ordinal) == true)
        {
            failure = await TryStartAsync(container, folder);
        }

        if (failure is null)
        {
            helpers.Adopt(folder.MonitorId!.Value);
            using var log = new TerminalLog(folder.Log);
            folder.WriteRecord(record with { FirstLog = log.Inode });
        }

        return failure;
    }

    private JsonNode Process(TerminalRequest request)
    {
        var folder = (request.WorkingDirectory ?? SandboxPath.Workspace).Value;
        var process = JsonSerializer.SerializeToNode(specs.ForUser(request.Argv is { } argv ? [.. AfterSize, .. argv] : LoginShell, folder, request.Environment, terminal: true))!;
        process["consoleSize"] = new JsonObject
        {
            ["height"] = Math.Clamp(request.Rows, 1, LargestSize),
            ["width"] = Math.Clamp(request.Columns, 1, LargestSize),
        };
        return process;
    }

    private async Task<string?> TryStartAsync(string container, TerminalFolder folder)
    {
        using var input = PipePair.Create();
        using var output = PipePair.Create();
        using var sync = PipePair.Create();
        var descriptors = new Dictionary<int, SafeFileHandle>
        {
            [0] = input.Read,
            [1] = output.Write,
            [2] = output.Write,
            [SyncDescriptor] = sync.Write,
        };

        // In its folder: it leaves a file called "oom" where it stands.
        await launcher.StartAsync("conmon", Arguments(container, folder), descriptors, new(folder.Path, [$"_OCI_SYNCPIPE={SyncDescriptor}"]));
        output.Write.Dispose();
        sync.Write.Dispose();

        // One line: the program's id, or −1; why, the runtime says in its own file. No line: the monitor itself failed, and said so on its standard error.
        using var answers = new StreamReader(AsyncPipe.Reader(sync.Read));
        using var messages = new StreamReader(AsyncPipe.Reader(output.Read));
        if (await answers.ReadLineAsync() is not { } answer)
        {
            return $"conmon: {(await messages.ReadToEndAsync()).Trim()} {folder.Message}";
        }

        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("data").GetInt32() > 0 ? null : $"{answer} {folder.Message}";
    }

    private string[] Arguments(string container, TerminalFolder folder) =>
    [
        "--api-version", "1",
        "--cid", container,
        "--cuuid", folder.Id,
        "--runtime", launcher.PathOf(runtime.Program),
        .. runtime.GlobalArguments.Concat(["--log", folder.Messages]).SelectMany(argument => new[] { "--runtime-arg", argument }),
        "--bundle", folder.Path,
        "--full-attach",
        "--container-pidfile", folder.ProgramIdFile,
        "--conmon-pidfile", folder.MonitorIdFile,
        "--exit-dir", folder.ExitFolder,
        "--log-path", $"k8s-file:{folder.Log}",
        "--log-size-max", $"{LargestLog}",
        "--no-sync-log",
        "--terminal",
        "--exec",
        "--exec-process-spec", folder.Spec,
    ];
}
