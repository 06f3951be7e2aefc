using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;

namespace AuraWeb.Terminals;

/// <summary>Lists, opens and closes terminals for people: through the door, with git's name and e-mail of whoever opens one.</summary>
public sealed class TerminalService
{
    private readonly SandboxService _sandboxes;
    private readonly TerminalSessions _sessions;

    internal TerminalService(SandboxService sandboxes, TerminalSessions sessions) => (_sandboxes, _sessions) = (sandboxes, sessions);

    /// <summary>The terminals of a sandbox, oldest first.</summary>
    public async Task<Result<IReadOnlyList<TerminalInfo>>> ListAsync(Actor actor, string sandboxId, CancellationToken ct)
    {
        var door = await _sandboxes.OpenAsync(actor, sandboxId, Operation.WatchTerminal, ct);
        return door.TryGet(out var sandbox, out var error) ? await sandbox.Terminals.ListAsync(ct) : error;
    }

    /// <summary>Opens a login shell in the workspace; its title is “Terminal” and the first number that is free.</summary>
    public async Task<Result<TerminalInfo>> OpenShellAsync(Actor actor, string sandboxId, int columns, int rows, CancellationToken ct)
    {
        var list = await ListAsync(actor, sandboxId, ct);
        if (!list.TryGet(out var known, out var error))
        {
            return error;
        }

        var titles = known.Select(terminal => terminal.Title).ToHashSet();
        var number = Enumerable.Range(1, known.Count + 1).First(candidate => !titles.Contains($"Terminal {candidate}"));
        return await OpenAsync(actor, sandboxId, new(RandomId.New(), $"Terminal {number}", columns, rows), ct);
    }

    /// <summary>Opens a terminal.</summary>
    public async Task<Result<TerminalInfo>> OpenAsync(Actor actor, string sandboxId, TerminalRequest request, CancellationToken ct)
    {
        var door = await _sandboxes.OpenAsync(actor, sandboxId, Operation.UseTerminal, ct);
        if (!door.TryGet(out var sandbox, out var error))
        {
            return error;
        }

        return await sandbox.Terminals.OpenAsync(request with { Environment = WithAuthor(request.Environment, actor) }, ct);
    }

    /// <summary>Closes a terminal; closed already is success.</summary>
    public async Task<SandboxError?> CloseAsync(Actor actor, string sandboxId, string terminalId, CancellationToken ct)
    {
        var door = await _sandboxes.OpenAsync(actor, sandboxId, Operation.UseTerminal, ct);
        if (!door.TryGet(out var sandbox, out var error))
        {
            return error;
        }

        error = await sandbox.Terminals.CloseAsync(terminalId, ct);
        await _sessions.DropAsync(sandboxId, terminalId);
        return error;
    }

    private static Dictionary<string, string> WithAuthor(IReadOnlyDictionary<string, string> environment, Actor actor)
    {
        var all = new Dictionary<string, string>(environment);
        if (actor.Email is { Length: > 0 } email)
        {
            all.TryAdd("GIT_AUTHOR_NAME", actor.Name);
            all.TryAdd("GIT_AUTHOR_EMAIL", email);
            all.TryAdd("GIT_COMMITTER_NAME", actor.Name);
            all.TryAdd("GIT_COMMITTER_EMAIL", email);
        }

        return all;
    }
}
