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
    // where the reaper says 1. Neither stays in the way of a shell of ours, which exists.
    private object Spec(CommandRequest request) => specs.ForUser(
        ["/usr/bin/catatonit", "--", .. request.Argv[0] == "/bin/bash" ? [] : EnvPrefix, .. request.Argv],
        (request.WorkingDirectory ?? SandboxPath.Workspace).Value,
        request.Environment);
}
