using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Waits for the programs that were started here, and for no others: .NET waits for its own.</summary>
internal sealed class Reaper : IDisposable
{
    private const int NoHang = 1;

    private readonly ConcurrentDictionary<int, TaskCompletionSource<int>> _children = new();
    private readonly PosixSignalRegistration _signal;

    public Reaper() => _signal = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => ReapAll());

    /// <summary>Completes with the exit code of a child, 128 + n after signal n.</summary>
    public Task<int> WaitAsync(int process)
    {
        var exit = _children.GetOrAdd(process, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        Reap(process, exit);
        return exit.Task;
    }

    public void Dispose() => _signal.Dispose();

    private void ReapAll()
    {
        foreach (var (process, exit) in _children)
        {
            Reap(process, exit);
        }
    }

    private void Reap(int process, TaskCompletionSource<int> exit)
    {
        // Taken out under a lock: once waited for, the number can belong to somebody else.
        lock (exit)
        {
            if (exit.Task.IsCompleted || Native.WaitProcess(process, out var status, NoHang) != process)
            {
                return;
            }

            _children.TryRemove(process, out _);
            exit.SetResult((status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f));
        }
    }
}
