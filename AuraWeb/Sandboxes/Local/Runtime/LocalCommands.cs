using System.Runtime.CompilerServices;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Commands of one sandbox, by the runtime's <c>exec</c>.</summary>
internal sealed class LocalCommands(string id, LocalPaths paths, ContainerRuntime runtime, ProcessSpec specs) : ISandboxCommands
{
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

    // A sub-reaper above each command, by which its whole tree can be found.
    private object Spec(CommandRequest request) => specs.ForUser(
        ["/usr/bin/catatonit", "--", .. request.Argv],
        (request.WorkingDirectory ?? SandboxPath.Workspace).Value,
        request.Environment);
}
