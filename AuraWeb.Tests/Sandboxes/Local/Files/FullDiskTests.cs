using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

/// <summary>A disk of its own, and small.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _image = Path.GetTempFileName();
    private readonly string _mount = Directory.CreateTempSubdirectory("auraweb-disk-").FullName;
    private readonly TemporaryContent _content;

    public FullDiskTests()
    {
        TemporaryContent.Run("truncate", "-s", "16M", _image);
        TemporaryContent.Run("mkfs.ext4", "-q", "-F", "-m0", _image);
        TemporaryContent.Run("mount", "-o", "loop,nosuid,nodev", _image, _mount);
        _content = new TemporaryContent(Path.Combine(_mount, "content"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _content.Dispose();
        TemporaryContent.Run("umount", "-l", _mount);
        Directory.Delete(_mount);
        File.Delete(_image);
    }

    [Theory]
    [Trait("Case", "F6")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_FullDisk_KeepsTheOldBytesAndWorksAfterwards(bool withSecondName)
    {
        var (files, keep) = (_content.Files, SandboxPath.Parse("keep.txt"));
        var old = Enumerable.Repeat((byte)'x', 10_000).ToArray();
        await files.WriteAsync(keep, new MemoryStream(old), WriteCondition.New, Ct);
        if (withSecondName)
        {
            TemporaryContent.Run("ln", _content.HostPath("keep.txt"), _content.HostPath("second"));
        }

        var before = Directory.GetFiles(_content.Workspace).Length;
        Fill();
        var error = (await files.WriteAsync(keep, new MemoryStream([.. old, .. old]), WriteCondition.Always, Ct)).Error;
        Assert.Equal(SandboxErrorCode.DiskFull, error?.Code);
        Assert.Contains("no space", error!.Message, StringComparison.Ordinal);
        Assert.Equal(old, await File.ReadAllBytesAsync(_content.HostPath("keep.txt"), Ct));
        Assert.Equal(SandboxErrorCode.DiskFull, (await files.WriteAsync(SandboxPath.Parse("new"), new MemoryStream(old), WriteCondition.New, Ct)).Error?.Code);
        Assert.Equal(before + 1, Directory.GetFiles(_content.Workspace).Length);

        File.Delete(_content.HostPath("fill"));
        Assert.Null((await files.WriteAsync(keep, new MemoryStream([.. old, .. old]), WriteCondition.Always, Ct)).Error);
        Assert.Equal(20_000, new FileInfo(_content.HostPath("keep.txt")).Length);
    }

    private void Fill()
    {
        using var fill = File.Create(_content.HostPath("fill"), 0);
        try
        {
            while (true)
            {
                fill.Write(new byte[4096]);
                fill.Flush();
            }
        }
        catch (IOException)
        {
            // Full now.
            fill.Flush();
        }
    }
}
