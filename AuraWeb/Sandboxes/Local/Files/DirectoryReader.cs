using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Reads the names in an open folder as bytes: .NET's own reader changes names that are not UTF-8.</summary>
internal static unsafe class DirectoryReader
{
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    /// <summary>Gives each name, ending with NUL and without <c>.</c> and <c>..</c>, to <paramref name="visit"/> until it returns false.</summary>
    internal static Errno Read(SafeFileHandle folder, int bufferSize, Func<byte[], bool> visit)
    {
        using var borrowed = new Borrowed(folder);
        var buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
        try
        {
            while (true)
            {
                nint length;
                fixed (byte* first = buffer)
                {
                    length = Libc.ReadEntries(borrowed.Fd, first, (nuint)buffer.Length);
                }

                if (length <= 0)
                {
                    return length == 0 ? Errno.None : (Errno)Marshal.GetLastSystemError();
                }

                if (!Visit(buffer.AsSpan(0, (int)length), visit))
                {
                    return Errno.None;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Visit(ReadOnlySpan<byte> records, Func<byte[], bool> visit)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[LengthOffset..]);
            var name = records[NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8) && !visit(RawName.Of(name)))
            {
                return false;
            }

            records = records[length..];
        }

        return true;
    }
}
