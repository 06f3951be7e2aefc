using System.Collections.Concurrent;
using System.Net.Sockets;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Network;

/// <summary>
/// Makes sockets in other network namespaces. A socket belongs to the namespace its maker was in, wherever it is used later; the
/// making is done on one thread of its own, which is always back in the host's namespace before it does anything else.
/// </summary>
internal sealed class NamespaceSockets : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Lazy<Thread> _thread;

    public NamespaceSockets() => _thread = new(() =>
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = "namespace sockets" };
        thread.Start();
        return thread;
    });

    /// <summary>A TCP socket in the network namespace of a process.</summary>
    public Task<Socket> CreateAsync(int process, AddressFamily family)
    {
        _ = _thread.Value;
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                made.SetResult(Create(process, family));
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                made.SetException(e);
            }
        });
        return made.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        if (_thread.IsValueCreated)
        {
            _thread.Value.Join();
        }

        _work.Dispose();
    }

    private static Socket Create(int process, AddressFamily family)
    {
        using var home = Native.Open("/proc/thread-self/ns/net", Native.OpenCloseOnExec);
        using var there = Native.Open($"/proc/{process}/ns/net", Native.OpenCloseOnExec);
        if (there.IsInvalid || Native.SetNamespace(there, Native.CloneNewNet) < 0)
        {
            throw Native.Failure("The sandbox's network could not be entered");
        }

        try
        {
            return new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        }
        finally
        {
            if (Native.SetNamespace(home, Native.CloneNewNet) < 0)
            {
                // From here on this thread would make sockets in a sandbox for others: better no AuraWeb than that.
                Environment.FailFast("The way back from a sandbox's network namespace failed.");
            }
        }
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
