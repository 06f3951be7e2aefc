namespace AuraWeb.Sandboxes;

/// <summary>
/// Terminals as a session for watching gives them out. Attaching is left open: the shared terminal session attaches once for all
/// its viewers and itself refuses the input of those who only watch.
/// </summary>
internal sealed class WatchOnlyTerminals(ISandboxTerminals terminals) : ISandboxTerminals
{
    private static readonly SandboxError Refusal =
        new(SandboxErrorCode.PermissionDenied, "This terminal was opened for watching only.");

    public Task<Result<IReadOnlyList<TerminalInfo>>> ListAsync(CancellationToken ct) => terminals.ListAsync(ct);

    public Task<Result<ITerminalConnection>> AttachAsync(string terminalId, CancellationToken ct) => terminals.AttachAsync(terminalId, ct);

    public Task<Result<TerminalInfo>> OpenAsync(TerminalRequest request, CancellationToken ct) =>
        Task.FromResult<Result<TerminalInfo>>(Refusal);

    public Task<SandboxError?> ResizeAsync(string terminalId, int columns, int rows, CancellationToken ct) =>
        Task.FromResult<SandboxError?>(Refusal);

    public Task<SandboxError?> CloseAsync(string terminalId, CancellationToken ct) => Task.FromResult<SandboxError?>(Refusal);
}
