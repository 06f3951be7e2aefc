using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>What a command did, gathered.</summary>
public sealed record CommandResult(int Code, bool TimedOut, string Output, string Error);

/// <summary>Runs commands to their end.</summary>
public static class Commands
{
    public static Task<CommandResult> ShellAsync(this ISandboxProvider provider, string id, string text) =>
        provider.Commands(id).RunAsync(CommandRequest.Shell(text));

    public static async Task<CommandResult> RunAsync(this ISandboxCommands commands, CommandRequest request, CancellationToken ct = default)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        await foreach (var happened in commands.ExecuteAsync(request, ct))
        {
            switch (happened)
            {
                case CommandOutput printed:
                    await (printed.IsError ? error : output).WriteAsync(printed.Bytes, CancellationToken.None);
                    break;
                case CommandExited exited:
                    return new(exited.Code, exited.TimedOut, Text(output), Text(error));
                case CommandFailed failed:
                    Assert.Fail($"{failed.Error.Name}: {failed.Error.Message}");
                    break;
            }
        }

        throw new InvalidOperationException("The last event must say how the command ended.");
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}
