namespace AuraWeb.Terminals;

/// <summary>
/// The last output of a terminal, 1 MiB at most, by byte offsets counted from the first byte of its epoch. It grows as it is
/// filled, so that quiet terminals cost little. One thread appends; any may read.
/// </summary>
internal sealed class OutputRing
{
    /// <summary>How much is kept, in bytes.</summary>
    public const int Capacity = 1024 * 1024;

    private const int FirstCapacity = 16 * 1024;

    // The oldest output is as good as gone: it is overwritten before who begins there has had it.
    private const int Slack = 128 * 1024;

    // How far after the oldest byte a beginning of a line is looked for.
    private const int LineSearch = 8 * 1024;

    private readonly Lock _gate = new();
    private byte[] _bytes = new byte[FirstCapacity];
    private long _end;

    /// <summary>Offset after the last byte.</summary>
    public long End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>Adds output; the oldest makes room.</summary>
    public void Append(ReadOnlySpan<byte> output)
    {
        lock (_gate)
        {
            Grow(_end + output.Length);
            while (output.Length > 0)
            {
                var at = (int)(_end % _bytes.Length);
                var count = Math.Min(output.Length, _bytes.Length - at);
                output[..count].CopyTo(_bytes.AsSpan(at));
                output = output[count..];
                _end += count;
            }
        }
    }

    /// <summary>Whether one can begin at <paramref name="offset"/>: its byte is kept and will be for a moment, or is the next to come.</summary>
    public bool Holds(long offset)
    {
        lock (_gate)
        {
            return offset >= FirstToGive && offset <= _end;
        }
    }

    /// <summary>Copies output from <paramref name="offset"/> on.</summary>
    /// <returns>How many bytes; −1 when that output is gone.</returns>
    public int Copy(long offset, Span<byte> into)
    {
        lock (_gate)
        {
            if (offset < Start || offset > _end)
            {
                return -1;
            }

            var total = (int)Math.Min(into.Length, _end - offset);
            for (var copied = 0; copied < total;)
            {
                var at = (int)((offset + copied) % _bytes.Length);
                var count = Math.Min(total - copied, _bytes.Length - at);
                _bytes.AsSpan(at, count).CopyTo(into[copied..]);
                copied += count;
            }

            return total;
        }
    }

    /// <summary>
    /// Where a repaint begins: the first byte, or, when that is gone, the first line that begins soon after the oldest; without one,
    /// the first whole character.
    /// </summary>
    public long Beginning()
    {
        lock (_gate)
        {
            var start = FirstToGive;
            if (start == 0)
            {
                return 0;
            }

            var limit = Math.Min(_end, start + LineSearch);
            for (var offset = start; offset < limit; offset++)
            {
                if (At(offset) == '\n')
                {
                    return offset + 1;
                }
            }

            while (start < _end && (At(start) & 0xC0) == 0x80)
            {
                start++;
            }

            return start;
        }
    }

    private long Start => Math.Max(0, _end - _bytes.Length);

    private long FirstToGive => _end <= Capacity - Slack ? 0 : _end - (Capacity - Slack);

    private byte At(long offset) => _bytes[offset % _bytes.Length];

    // Only while nothing was overwritten yet: every byte then lies at its own offset.
    private void Grow(long needed)
    {
        var size = _bytes.Length;
        while (size < Math.Min(needed, Capacity))
        {
            size *= 2;
        }

        if (size > _bytes.Length)
        {
            Array.Resize(ref _bytes, size);
        }
    }
}
