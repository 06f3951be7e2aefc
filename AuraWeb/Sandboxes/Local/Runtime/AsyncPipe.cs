using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Streams over our end of a pipe that wait without holding a thread.</summary>
internal static class AsyncPipe
{
    public static Stream Reader(SafeFileHandle end) => new AnonymousPipeClientStream(PipeDirection.In, Take(end));

    public static Stream Writer(SafeFileHandle end) => new AnonymousPipeClientStream(PipeDirection.Out, Take(end));

    // The stream closes it from now on; closing the old handle again does nothing.
    private static SafePipeHandle Take(SafeFileHandle end)
    {
        var taken = new SafePipeHandle(end.DangerousGetHandle(), ownsHandle: true);
        end.SetHandleAsInvalid();
        return taken;
    }
}
