using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>The end of what a terminal printed, as text.</summary>
/// <param name="TerminalId">The terminal.</param>
/// <param name="Title">What its tab says.</param>
/// <param name="ExitCode">How its program ended; null while it runs, −1 when it was ended with the sandbox.</param>
/// <param name="Lines">Its last lines, oldest first, without control characters.</param>
public sealed record TerminalTail(string TerminalId, string Title, int? ExitCode, IReadOnlyList<string> Lines);

/// <summary>Tells people the last lines of a terminal without opening it: through the door, and from the session that all viewers share.</summary>
public sealed class TerminalTails
{
    private const int LinesAtMost = 12;
    private const int BytesAtMost = 8 * 1024;

    private readonly SandboxService _sandboxes;
    private readonly TerminalSessions _sessions;

    internal TerminalTails(SandboxService sandboxes, TerminalSessions sessions) => (_sandboxes, _sessions) = (sandboxes, sessions);

    /// <summary>The last lines of the newest terminal called <paramref name="title"/>, or without one of the newest of all.</summary>
    /// <returns>Null when there is no terminal, or none that the actor may watch.</returns>
    public async Task<TerminalTail?> FindAsync(Actor actor, string sandboxId, string? title, CancellationToken ct)
    {
        var door = await _sandboxes.OpenAsync(actor, sandboxId, Operation.WatchTerminal, ct);
        if (!door.TryGet(out var sandbox, out _) || !(await sandbox.Terminals.ListAsync(ct)).TryGet(out var all, out _))
        {
            return null;
        }

        var newest = all.OrderBy(terminal => terminal.Title == title).ThenBy(terminal => terminal.OpenedAt).LastOrDefault();
        return newest is not null && await ReadAsync(sandbox, newest.Id, ct) is { } lines
            ? new(newest.Id, newest.Title, newest.ExitCode, lines)
            : null;
    }

    private async Task<IReadOnlyList<string>?> ReadAsync(SandboxSession sandbox, string terminalId, CancellationToken ct)
    {
        var shared = await _sessions.GetAsync(sandbox.Sandbox.Id, sandbox.Terminals, terminalId, ct);
        return shared.Error is null ? await ReadAsync(shared.Value, ct) : null;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TerminalSession session, CancellationToken ct)
    {
        await session.CaughtUp.WaitAsync(ct);
        var output = new byte[BytesAtMost];
        var start = Math.Max(0, session.Ring.End - BytesAtMost);
        var count = session.Ring.Copy(start, output);
        return TerminalText.LastLines(WholeLines(output.AsSpan(0, Math.Max(0, count)), start > 0), LinesAtMost);
    }

    // What was cut may begin within a character or a sequence.
    private static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> output, bool wasCut) =>
        wasCut ? output[(output.IndexOf((byte)'\n') + 1)..] : output;
}
