using System.Security.Cryptography;

namespace AuraWeb.Tests.Pages.Workspace.Files;

/// <summary>Random bytes that are made while they are read, with the hash of what was read.</summary>
internal sealed class RandomStream(long length) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-256 of what was read; known once the stream is disposed.</summary>
    public byte[]? Hash { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var bytes = buffer.AsSpan(offset, (int)Math.Min(count, length - _position));
        RandomNumberGenerator.Fill(bytes);
        _hash.AppendData(bytes);
        _position += bytes.Length;
        return bytes.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Hash is null)
        {
            Hash = _hash.GetCurrentHash();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
