using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>Which file a descriptor is, and whether it still has a name.</summary>
/// <param name="Inode">Its number in its file system.</param>
/// <param name="HasName">False once it was deleted or replaced.</param>
internal readonly partial record struct FileIdentity(ulong Inode, bool HasName)
{
    private const int EmptyPath = 0x1000;
    private const uint LinksAndInode = 0x104;

    // struct statx, the same on every architecture.
    private const int Size = 256;
    private const int LinksAt = 16;
    private const int InodeAt = 32;

    public static unsafe FileIdentity Of(SafeFileHandle file)
    {
        var buffer = stackalloc byte[Size];
        if (Query(file, "", EmptyPath, LinksAndInode, buffer) < 0)
        {
            throw new IOException("statx", Marshal.GetLastPInvokeError());
        }

        return new(*(ulong*)(buffer + InodeAt), *(uint*)(buffer + LinksAt) > 0);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Query(SafeFileHandle file, string path, int flags, uint mask, byte* buffer);
}
