using System.Text;
using AuraWeb.Data;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>Terminals of one sandbox. They end, and are forgotten, when it stops.</summary>
internal sealed class LocalSandboxTerminals(string id, LocalPaths paths, TerminalStarter starter) : ISandboxTerminals
{
    private const int LargestSize = 1000;
    private const int OpenWriteOnly = 1;

    private static readonly SandboxError NotFound = new(SandboxErrorCode.TerminalNotFound, "This terminal is closed. Open a new one.");

    // One opening or closing of a terminal at a time, whoever asks. Two terminals rarely share a gate, and then only wait.
    private static readonly SemaphoreSlim[] Gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Result<TerminalInfo>> OpenAsync(TerminalRequest request, CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is not { IsRunning: true })
        {
            return SandboxError.SandboxStopped;
        }

        var folder = FolderOf(request.Id);
        using var held = await HoldAsync(folder, ct);
        if (folder.WasStarted && folder.ReadRecord() is { } known)
        {
            return Describe(folder, known);
        }

        // Also after a crash half way: what was not started yet is started now, never a second time. Who leaves in the middle does
        // not cut it off: a monitor whose starter is gone would end with a terminal that nobody knows.
        if (await starter.StartAsync(id, folder, request) is { } failure)
        {
            folder.Delete();
            return Failure(request, failure);
        }

        return Describe(folder, folder.ReadRecord()!);
    }

    public Task<Result<IReadOnlyList<TerminalInfo>>> ListAsync(CancellationToken ct)
    {
        var all = from folder in TerminalFolder.All(paths.Running(id))
                  let record = folder.WasStarted ? folder.ReadRecord() : null
                  where record is not null
                  orderby record.OpenedAt
                  select Describe(folder, record);
        return Task.FromResult<Result<IReadOnlyList<TerminalInfo>>>(all.ToArray());
    }

    public Task<Result<ITerminalConnection>> AttachAsync(string terminalId, CancellationToken ct)
    {
        var folder = FolderOf(terminalId);
        if (folder.ReadRecord() is not { } record || !folder.WasStarted)
        {
            return Task.FromResult<Result<ITerminalConnection>>(NotFound);
        }

        // In this order: what is printed after the log was read rings at the socket.
        var socket = AttachSocket.TryConnect(folder);
        try
        {
            var log = new TerminalLog(folder.Log);
            var wasDropped = record.FirstLog != 0 && log.Inode != record.FirstLog;
            return Task.FromResult<Result<ITerminalConnection>>(new LocalTerminalConnection(folder, socket, log, wasDropped));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            socket?.Dispose();
            return Task.FromResult<Result<ITerminalConnection>>(NotFound);
        }
    }

    public async Task<SandboxError?> ResizeAsync(string terminalId, int columns, int rows, CancellationToken ct)
    {
        var folder = FolderOf(terminalId);
        if (!folder.WasStarted)
        {
            return NotFound;
        }

        // Without waiting: a pipe that nobody reads belongs to a terminal that has ended.
        using var control = Native.Open(folder.Control, OpenWriteOnly | Native.OpenNonBlock | Native.OpenCloseOnExec);
        if (!control.IsInvalid)
        {
            await using var stream = new FileStream(control, FileAccess.Write, 0);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"1 {Math.Clamp(rows, 1, LargestSize)} {Math.Clamp(columns, 1, LargestSize)}\n"), ct);
        }

        return null;
    }

    public async Task<SandboxError?> CloseAsync(string terminalId, CancellationToken ct)
    {
        var folder = FolderOf(terminalId);
        using var held = await HoldAsync(folder, ct);
        if (folder.ProgramId is { } program && InitRecord.Read(paths, id) is { } init && TerminalProcesses.NamespaceOf(init.Process) is { } inside)
        {
            await TerminalProcesses.EndAsync(program, inside);
        }

        await folder.WaitForMonitorAsync();
        folder.Delete();
        return null;
    }

    private static SandboxError Failure(TerminalRequest request, string failure) =>
        failure.Contains("chdir", StringComparison.Ordinal)
            ? SandboxError.FileNotFound(request.WorkingDirectory ?? SandboxPath.Workspace)
            : new(SandboxErrorCode.ProviderUnavailable, $"The terminal could not be opened: {failure}");

    private static TerminalInfo Describe(TerminalFolder folder, TerminalRecord record) =>
        new(folder.Id, record.Title, record.OpenedAt, folder.ExitCode ?? (folder.HasMonitor ? null : folder.ExitCode ?? -1));

    // Ids become parts of paths.
    private TerminalFolder FolderOf(string terminalId) => RandomId.IsValid(terminalId)
        ? new(Path.Combine(TerminalFolder.Parent(paths.Running(id)), terminalId))
        : throw new ArgumentException($"“{terminalId}” is not an id of a terminal.", nameof(terminalId));

    private static async Task<IDisposable> HoldAsync(TerminalFolder folder, CancellationToken ct)
    {
        var gate = Gates[(uint)folder.Path.GetHashCode(StringComparison.Ordinal) % (uint)Gates.Length];
        await gate.WaitAsync(ct);
        return new Hold(gate);
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
