using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>
/// Reads the output back out of a monitor's log: <c>time stdout F line⏎</c> for a whole line, <c>P</c> for a piece that had no
/// line end of its own. When the log grows too large the monitor puts a new file in its place; the old one is read to its end first.
/// </summary>
internal sealed class TerminalLog : IDisposable
{
    // "2026-12-01T02:43:37.672746575+00:00 stdout F ": every part has a fixed width.
    private const int HeaderLength = 45;
    private const int KindAt = 43;
    private const byte Piece = (byte)'P';
    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private SafeFileHandle _file;
    private long _position;
    private int _start;
    private int _end;

    // What is left of the content of the line being read, and of the line end that is not part of it.
    private int _content;
    private int _skip;

    public TerminalLog(string path)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Inode of the file being read.</summary>
    public ulong Inode => FileIdentity.Of(_file).Inode;

    /// <summary>Reads what is there now; 0 when that was all.</summary>
    public int Read(Span<byte> output)
    {
        var written = 0;
        while (written < output.Length)
        {
            if (_content > 0)
            {
                written += CopyContent(output[written..]);
            }
            else if (!BeginLine() && (written > 0 || !Refill()))
            {
                break;
            }
        }

        return written;
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private int CopyContent(Span<byte> output)
    {
        var count = Math.Min(_content, output.Length);
        _buffer.AsSpan(_start, count).CopyTo(output);
        _start += count;
        _content -= count;
        if (_content == 0)
        {
            _start += _skip;
        }

        return count;
    }

    /// <returns>Whether there is a whole line in the buffer.</returns>
    private bool BeginLine()
    {
        var line = _buffer.AsSpan(_start, _end - _start);
        var length = line.IndexOf((byte)'\n') + 1;
        if (length == 0)
        {
            return false;
        }

        if (length <= HeaderLength)
        {
            throw new InvalidDataException("The log of a terminal has a line without a time.");
        }

        _skip = line[KindAt] == Piece ? 1 : 0;
        _content = length - HeaderLength - _skip;
        _start += HeaderLength;
        return true;
    }

    /// <returns>Whether anything new came into the buffer.</returns>
    private bool Refill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        return ReadMore() || (!FileIdentity.Of(_file).HasName && (ReadMore() || (OpenNext() && ReadMore())));
    }

    private bool ReadMore()
    {
        var count = RandomAccess.Read(_file, _buffer.AsSpan(_end), _position);
        _position += count;
        _end += count;
        return count > 0;
    }

    // The monitor writes all it has into the old file before it renames the new one over it, and never touches it again.
    private bool OpenNext()
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        var next = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _file.Dispose();
        _file = next;
        _position = 0;
        _end = 0;
        return true;
    }
}
