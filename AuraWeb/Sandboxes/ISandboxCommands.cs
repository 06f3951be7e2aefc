namespace AuraWeb.Sandboxes;

/// <summary>Runs commands in one sandbox, as its user.</summary>
public interface ISandboxCommands
{
    /// <summary>
    /// Runs a command and streams what it prints. The last event is <see cref="CommandExited"/>, or <see cref="CommandFailed"/> when it
    /// could not be run. Cancelling, or leaving the loop, ends the command and everything it started; so does its timeout.
    /// </summary>
    IAsyncEnumerable<CommandEvent> ExecuteAsync(CommandRequest request, CancellationToken ct);
}

/// <summary>A command to run.</summary>
/// <param name="Argv">Program and arguments; nothing is interpreted.</param>
public sealed record CommandRequest(IReadOnlyList<string> Argv)
{
    /// <summary>Folder to run in; null is the workspace.</summary>
    public SandboxPath? WorkingDirectory { get; init; }

    /// <summary>Variables besides the sandbox's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>When to end it; null is never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What it reads on standard input; null is nothing.</summary>
    public Stream? Input { get; init; }

    /// <summary>Shell text, run by <c>bash -c</c>.</summary>
    public static CommandRequest Shell(string text) => new(["/bin/bash", "-c", text]);
}

/// <summary>What a running command tells.</summary>
public abstract record CommandEvent;

/// <summary>Bytes it printed. The memory is only good until the next event.</summary>
/// <param name="IsError">Whether it came on standard error.</param>
/// <param name="Bytes">The bytes, cut anywhere.</param>
public sealed record CommandOutput(bool IsError, ReadOnlyMemory<byte> Bytes) : CommandEvent;

/// <summary>It ended.</summary>
/// <param name="Code">Exit code; 128 + n after signal n.</param>
/// <param name="TimedOut">Whether its timeout ended it.</param>
public sealed record CommandExited(int Code, bool TimedOut) : CommandEvent;

/// <summary>It could not be run.</summary>
public sealed record CommandFailed(SandboxError Error) : CommandEvent;
