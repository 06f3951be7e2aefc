using System.Runtime.InteropServices;
using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Storage;

/// <summary>A loop device that frees itself when what is mounted from it is unmounted and its descriptor is closed.</summary>
internal static class LoopDevice
{
    private const nuint GetFree = 0x4C82;
    private const nuint Configure = 0x4C0A;
    private const uint AutoClear = 4;
    private const int ConfigSize = 304;
    private const int FlagsOffset = 8 + 52;

    /// <summary>Attaches an image.</summary>
    /// <returns>The device's path, and the descriptor to close once it is mounted.</returns>
    public static unsafe (string Path, SafeFileHandle Descriptor) Attach(string image)
    {
        using var backing = Native.Open(image, Native.OpenReadWrite | Native.OpenCloseOnExec);
        using var control = Native.Open("/dev/loop-control", Native.OpenReadWrite | Native.OpenCloseOnExec);
        if (backing.IsInvalid || control.IsInvalid)
        {
            throw Native.Failure(backing.IsInvalid ? image : "/dev/loop-control");
        }

        var config = stackalloc byte[ConfigSize];
        new Span<byte>(config, ConfigSize).Clear();
        *(uint*)config = (uint)backing.DangerousGetHandle();
        *(uint*)(config + FlagsOffset) = AutoClear;
        while (true)
        {
            var number = Native.Control(control, GetFree, 0);
            Native.Check(number, "There is no free loop device");
            var path = $"/dev/loop{number}";
            var device = Native.Open(path, Native.OpenReadWrite | Native.OpenCloseOnExec);
            if (!device.IsInvalid && Native.Control(device, Configure, (nint)config) == 0)
            {
                return (path, device);
            }

            var error = Native.Failure($"The loop device {path}");
            var taken = Marshal.GetLastPInvokeError() == Native.ErrorBusy;
            device.Dispose();
            if (!taken)
            {
                throw error;
            }
        }
    }
}
