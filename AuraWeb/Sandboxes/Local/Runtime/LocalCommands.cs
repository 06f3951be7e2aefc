using System.Runtime.CompilerServices;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Commands of one sandbox, by the runtime's <c>exec</c>.</summary>
internal sealed class LocalCommands(string id, LocalPaths paths, ContainerRuntime runtime, ProcessSpec specs) : ISandboxCommands
{
    private static readonly string[] EnvPrefix = ["/usr/bin/env", "--"];

    public async IAsyncEnumerable<CommandEvent> ExecuteAsync(CommandRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is not { IsRunning: true })
        {
            yield return new CommandFailed(SandboxError.SandboxStopped);
            yield break;
        }

        ct.ThrowIfCancellationRequested();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(request.Timeout ?? System.Threading.Timeout.InfiniteTimeSpan);
        await using var input = new CommandInput(request.Input);
        for (var again = true; again;)
        {
            again = false;
            await using var command = await RunningCommand.StartAsync(runtime, id, paths.Running(id), Spec(request), input, end.Token);
            if (command is null)
            {
                yield return new CommandFailed(SandboxError.SandboxStopped);
                yield break;
            }

            await foreach (var output in command.ReadAsync())
            {
                yield return output;
            }

            var code = await command.Exit;
            ct.ThrowIfCancellationRequested();
            if (command.MayBeTriedAgain)
            {
                again = true;
                continue;
            }

            yield return Outcome(request, command.Failure, code, timedOut: end.IsCancellationRequested);
        }
    }

    private CommandEvent Outcome(CommandRequest request, string failure, int code, bool timedOut)
    {
        if (timedOut || code == 0 || failure.Length == 0)
        {
            return new CommandExited(code, timedOut);
        }

        if (InitRecord.Read(paths, id) is not { IsRunning: true })
        {
            return new CommandFailed(SandboxError.SandboxStopped);
        }

        return new CommandFailed(failure.Contains("chdir", StringComparison.Ordinal)
            ? SandboxError.FileNotFound(request.WorkingDirectory ?? SandboxPath.Workspace)
            : new(SandboxErrorCode.ProviderUnavailable, $"The command could not be started: {failure}"));
    }

    // A sub-reaper above each command, by which its whole tree can be found; env, because it says 126 and 127 as a shell does
    // where the reaper says 1: not needed for what is surely there.
    private object Spec(CommandRequest request) => specs.ForUser(
        ["/usr/bin/catatonit", "--", .. IsThere(request.Argv[0]) ? [] : EnvPrefix, .. request.Argv],
        (request.WorkingDirectory ?? SandboxPath.Workspace).Value,
        request.Environment);

    // The sandbox's programs are the host's own, read-only. A link is left to env: it may lead elsewhere in there.
    private static bool IsThere(string program) =>
        Path.GetDirectoryName(program) is "/bin" or "/usr/bin"
        && new FileInfo(program) is { Exists: true, LinkTarget: null } file
        && file.UnixFileMode.HasFlag(UnixFileMode.OtherExecute);
}
