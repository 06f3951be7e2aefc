using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Something happened in a watched folder.</summary>
/// <param name="Watch">The folder's number.</param>
/// <param name="Name">Name of the entry; null for the folder itself.</param>
/// <param name="IsGone">Whether the folder is no longer watched: it was deleted or moved.</param>
/// <param name="IsOverflow">Whether events were lost.</param>
internal readonly record struct InotifyEvent(int Watch, string? Name, bool IsGone, bool IsOverflow);

/// <summary>The kernel's notes of changes. FileSystemWatcher follows paths, and so links, out of the sandbox.</summary>
internal sealed unsafe class Inotify : IDisposable
{
    private const uint Moved = 0x800;
    private const uint Ignored = 0x8000;
    private const uint Overflow = 0x4000;

    // Modify, attributes, written, moved, made, deleted; the folder itself deleted or moved; folders only, nothing unlinked.
    private const uint Mask = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | Moved | 0x01000000 | 0x04000000;

    private const int HeaderSize = 16;

    private readonly SafeFileHandle _instance;
    private readonly byte[] _buffer = new byte[16 * 1024];

    internal Inotify()
    {
        _instance = new SafeFileHandle(Libc.InotifyInit(Libc.NonBlock | Libc.CloseOnExec), ownsHandle: true);
    }

    public void Dispose() => _instance.Dispose();

    /// <summary>Watches an open folder; the same folder again has the same number.</summary>
    /// <returns>Its number; -1 when the host allows no more.</returns>
    internal int Add(SafeFileHandle folder)
    {
        if (_instance.IsInvalid)
        {
            return -1;
        }

        using var instance = new Borrowed(_instance);
        using var watched = new Borrowed(folder);
        return Libc.InotifyAdd(instance.Fd, $"/proc/self/fd/{watched.Fd}", Mask);
    }

    internal void Remove(int watch)
    {
        using var instance = new Borrowed(_instance);
        _ = Libc.InotifyRemove(instance.Fd, watch);
    }

    /// <summary>Gives everything noted so far to <paramref name="handle"/>; does not wait.</summary>
    internal void Read(Action<InotifyEvent> handle)
    {
        if (_instance.IsInvalid)
        {
            return;
        }

        using var instance = new Borrowed(_instance);
        while (true)
        {
            nint length;
            fixed (byte* first = _buffer)
            {
                length = Libc.Read(instance.Fd, first, (nuint)_buffer.Length);
            }

            if (length <= 0)
            {
                return;
            }

            for (ReadOnlySpan<byte> rest = _buffer.AsSpan(0, (int)length); !rest.IsEmpty;)
            {
                var size = HeaderSize + (int)BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]);
                handle(Parse(rest[..size]));
                rest = rest[size..];
            }
        }
    }

    private static InotifyEvent Parse(ReadOnlySpan<byte> record)
    {
        var mask = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        var name = record[HeaderSize..];
        name = name.IndexOf((byte)0) is >= 0 and var end ? name[..end] : name;
        var text = name.IsEmpty ? null : RawName.Decode(name).Text;
        return new(MemoryMarshal.Read<int>(record), text, (mask & (Ignored | Moved)) != 0, (mask & Overflow) != 0);
    }
}
