namespace AuraWeb.Sandboxes;

/// <summary>Terminals of one sandbox. They outlive the sockets that show them and a restart of AuraWeb.</summary>
public interface ISandboxTerminals
{
    /// <summary>Opens a terminal and starts its program. The same id again is success and changes nothing.</summary>
    Task<Result<TerminalInfo>> OpenAsync(TerminalRequest request, CancellationToken ct);

    /// <summary>Every terminal whose program runs, and those that ended and were not closed.</summary>
    Task<Result<IReadOnlyList<TerminalInfo>>> ListAsync(CancellationToken ct);

    /// <summary>
    /// Connects to a terminal: the kept output from its beginning, then what comes, each byte once and in order. One connection
    /// a terminal at a time; it must be read without pause, or the program in the terminal stops.
    /// </summary>
    Task<Result<ITerminalConnection>> AttachAsync(string terminalId, CancellationToken ct);

    /// <summary>Tells the program its new size, in characters.</summary>
    Task<SandboxError?> ResizeAsync(string terminalId, int columns, int rows, CancellationToken ct);

    /// <summary>Hangs up: the program and what it started get SIGHUP, later SIGKILL. Its record is removed. Gone already is success.</summary>
    Task<SandboxError?> CloseAsync(string terminalId, CancellationToken ct);
}

/// <summary>A terminal to open.</summary>
/// <param name="Id">Its id, chosen by the caller.</param>
/// <param name="Title">What the tab says.</param>
/// <param name="Columns">Width in characters.</param>
/// <param name="Rows">Height in characters.</param>
public sealed record TerminalRequest(string Id, string Title, int Columns, int Rows)
{
    /// <summary>Program and arguments; null is the login shell.</summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>Folder to start in; null is the workspace.</summary>
    public SandboxPath? WorkingDirectory { get; init; }

    /// <summary>Variables besides the sandbox's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>A terminal as the provider knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What the tab says.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ExitCode">How its program ended; null while it runs, −1 when it was ended with the sandbox.</param>
public sealed record TerminalInfo(string Id, string Title, DateTimeOffset OpenedAt, int? ExitCode);

/// <summary>A connection to one terminal.</summary>
public interface ITerminalConnection : IAsyncDisposable
{
    /// <summary>Whether older output was already thrown away, so that the first byte read is not the terminal's first.</summary>
    bool OutputWasDropped { get; }

    /// <summary>Reads the next output; 0 when the program has ended and all was read.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct);

    /// <summary>Types. Waits while the program does not read.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>How the program ended; known once <see cref="ReadAsync"/> has returned 0. Null when it was ended with the sandbox.</summary>
    int? ExitCode { get; }
}
