using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace AuraWeb.Bench.Terminals;

/// <summary>The reference for terminals: a pseudo-terminal of the host, without a sandbox, a socket or a log between.</summary>
public sealed partial class RawPty : IDisposable
{
    private const int ReadWriteNoControllingTerminal = 0x102;

    private readonly SafeFileHandle _master;
    private readonly Process _program;

    /// <summary>Opens a pseudo-terminal and runs shell text on it.</summary>
    public RawPty(string shellText)
    {
        var descriptor = Check(PosixOpenpt(ReadWriteNoControllingTerminal));
        _master = new SafeFileHandle(descriptor, ownsHandle: true);
        Check(Grantpt(descriptor));
        Check(Unlockpt(descriptor));
        var name = new byte[64];
        Check(PtsnameR(descriptor, name, name.Length));
        var slave = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');

        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        start.ArgumentList.Add("--wait");
        start.ArgumentList.Add("bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec <>{slave} >&0 2>&0; {shellText}");
        _program = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
    }

    /// <summary>Writes to the terminal, as a keyboard does.</summary>
    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            fixed (byte* first = bytes)
            {
                bytes = bytes[(int)Check(WriteBytes(_master.DangerousGetHandle().ToInt32(), first, bytes.Length))..];
            }
        }
    }

    /// <summary>Reads what the program printed; 0 at its end.</summary>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            // EIO is how a pseudo-terminal says that its last program has gone.
            var count = ReadBytes(_master.DangerousGetHandle().ToInt32(), first, buffer.Length);
            return count < 0 ? 0 : (int)count;
        }
    }

    public void Dispose()
    {
        if (!_program.HasExited)
        {
            _program.Kill(entireProcessTree: true);
        }

        _program.Dispose();
        _master.Dispose();
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"The pseudo-terminal failed: errno {Marshal.GetLastPInvokeError()}.");

    private static long Check(nint result) =>
        result >= 0 ? result : throw new IOException($"The pseudo-terminal failed: errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int PosixOpenpt(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grantpt(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlockpt(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsnameR(int descriptor, byte[] name, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteBytes(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadBytes(int descriptor, byte* bytes, nint count);
}
