using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>The two ends of a pipe. Neither is inherited unless it is handed over by number.</summary>
internal sealed record PipePair(SafeFileHandle Read, SafeFileHandle Write) : IDisposable
{
    public static unsafe PipePair Create()
    {
        var ends = stackalloc int[2];
        Native.Check(Native.Pipe(ends, Native.OpenCloseOnExec), "pipe2");
        return new(new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    public void Dispose()
    {
        Read.Dispose();
        Write.Dispose();
    }
}
