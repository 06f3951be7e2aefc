using System.Net.Sockets;
using System.Runtime.InteropServices;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>
/// The monitor's socket: input goes in, and a packet comes out after each piece of output was written to the log. What the packet
/// holds is thrown away; that it came is the news. The monitor writes without end to who does not take packets out, so they are
/// taken out before every wait, and only after the log was read: it can then never be further ahead than the socket holds.
/// </summary>
internal sealed partial class AttachSocket : IDisposable
{
    // The monitor takes no more than 32 KB at once.
    private const int LargestPacket = 8 * 1024;
    private const int DoNotWait = 0x40;
    private const int TooManyPackets = 4096;

    private readonly Socket _socket;
    private readonly byte[] _one = new byte[1];

    private AttachSocket(Socket socket) => _socket = socket;

    /// <summary>Connects; null when there is no monitor any more.</summary>
    public static AttachSocket? TryConnect(TerminalFolder folder)
    {
        // By descriptor: the path of a socket may have no more than 108 bytes.
        using var directory = Native.Open(folder.Path, Native.OpenPath | Native.OpenDirectory | Native.OpenCloseOnExec);
        if (directory.IsInvalid)
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint($"/proc/self/fd/{directory.DangerousGetHandle()}/{TerminalFolder.AttachName}"));
            return new(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Takes out every packet that is there.</summary>
    public unsafe void Drain()
    {
        byte one;
        for (var i = 0; i < TooManyPackets && Receive(_socket.SafeHandle, &one, 1, DoNotWait) > 0; i++)
        {
            // One byte is taken, the rest of the packet is dropped by the kernel.
        }
    }

    /// <summary>Waits for a packet.</summary>
    /// <returns>False when the monitor has closed its end.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        try
        {
            return await _socket.ReceiveAsync(_one, SocketFlags.None, ct) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Types; waits while the program does not read.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        for (var left = bytes; left.Length > 0;)
        {
            var packet = left[..Math.Min(left.Length, LargestPacket)];
            await _socket.SendAsync(packet, SocketFlags.None, ct);
            left = left[packet.Length..];
        }
    }

    public void Dispose() => _socket.Dispose();

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static unsafe partial nint Receive(SafeSocketHandle socket, byte* buffer, nuint length, int flags);
}
