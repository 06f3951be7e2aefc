using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Reads and writes the bytes of open files, saying why it did not work by number.</summary>
internal static class FileBytes
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>Writes all of a stream to an empty file.</summary>
    internal static async Task<(long Length, Errno Error)> FillAsync(SafeFileHandle file, Stream content, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long length = 0;
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                var error = Write(file, buffer.AsSpan(0, read), length);
                if (error != Errno.None)
                {
                    return (length, error);
                }

                length += read;
            }

            return (length, Sync(file));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Makes <paramref name="to"/> hold the bytes of <paramref name="from"/>. All space is taken first: a full disk leaves the
    /// old content whole.
    /// </summary>
    internal static Errno Replace(SafeFileHandle from, SafeFileHandle to, long length, long oldLength)
    {
        using var source = new Borrowed(from);
        using var target = new Borrowed(to);
        if (length > 0 && Libc.Allocate(target.Fd, Libc.KeepSize, 0, length) != 0)
        {
            var error = LastError();
            return Libc.Truncate(target.Fd, oldLength) == 0 ? error : LastError();
        }

        var copied = Copy(source.Fd, to, length);
        if (copied != Errno.None)
        {
            return copied;
        }

        return Libc.Truncate(target.Fd, length) == 0 ? Sync(to) : LastError();
    }

    /// <summary>Waits until everything is on the disk.</summary>
    internal static Errno Sync(SafeFileHandle file)
    {
        using var borrowed = new Borrowed(file);
        return Libc.Sync(borrowed.Fd) == 0 ? Errno.None : LastError();
    }

    private static unsafe Errno Copy(int from, SafeFileHandle to, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long done = 0; done < length;)
            {
                nint read;
                fixed (byte* first = buffer)
                {
                    read = Libc.ReadAt(from, first, (nuint)buffer.Length, done);
                }

                var error = read <= 0 ? LastError() : Write(to, buffer.AsSpan(0, (int)read), done);
                if (error != Errno.None)
                {
                    return error;
                }

                done += read;
            }

            return Errno.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static unsafe Errno Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        using var borrowed = new Borrowed(file);
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* first = bytes)
            {
                written = Libc.WriteAt(borrowed.Fd, first, (nuint)bytes.Length, offset);
            }

            if (written < 0)
            {
                var error = LastError();
                if (error == Errno.Interrupted)
                {
                    continue;
                }

                return error;
            }

            bytes = bytes[(int)written..];
            offset += written;
        }

        return Errno.None;
    }

    private static Errno LastError() => (Errno)Marshal.GetLastSystemError();
}
