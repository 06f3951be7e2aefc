using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

public sealed class LocalSandboxFilesTests : SandboxFilesContract, IDisposable
{
    private readonly TemporaryContent _content = new();

    protected override ISandboxFiles Files => _content.Files;

    public void Dispose() => _content.Dispose();

    [Fact]
    public async Task WriteAsync_NewFileAndFolder_BelongToTheSandboxUser()
    {
        await WriteAsync("new.txt", [1], WriteCondition.New);
        Assert.Null(await Files.CreateDirectoryAsync(At("dir"), Ct));
        var expected = $"{TemporaryContent.Uid}:{TemporaryContent.Uid}";
        Assert.Equal($"{expected} 644", Stat("new.txt"));
        Assert.Equal($"{expected} 755", Stat("dir"));
    }

    [Fact]
    public async Task EveryOperation_WithoutPermission_IsDenied()
    {
        await File.WriteAllTextAsync(_content.HostPath("secret"), "root's", Ct);
        File.SetUnixFileMode(_content.HostPath("secret"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(_content.HostPath("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(_content.HostPath("closed/x"), "root's", Ct);

        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.ReadAsync(At("secret"), Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, await WriteErrorAsync("secret", WriteCondition.Always));
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.ListAsync(At("closed"), Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.StatAsync(At("closed/x"), Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, await WriteErrorAsync("closed/y", WriteCondition.Always));
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.DeleteAsync(At("closed/x"), Ct))?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.DeleteAsync(At("closed"), Ct))?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.MoveAsync(At("closed/x"), At("x"), Ct))?.Code);
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.CreateDirectoryAsync(At("closed/d"), Ct))?.Code);
        Assert.Equal("root's", await File.ReadAllTextAsync(_content.HostPath("closed/x"), Ct));

        // The control: the same thing on the user's own works.
        TemporaryContent.Give(_content.HostPath("secret"));
        Assert.Equal("root's"u8.ToArray(), await ReadAsync("secret"));
    }

    [Fact]
    public async Task WriteAsync_ReadOnlyFile_IsDeniedAndStays()
    {
        await WriteAsync("ro.txt", [1], WriteCondition.New);
        File.SetUnixFileMode(_content.HostPath("ro.txt"), UnixFileMode.UserRead);
        Assert.Equal(SandboxErrorCode.PermissionDenied, await WriteErrorAsync("ro.txt", WriteCondition.Always));
    }

    [Fact]
    public async Task WriteAsync_ModeAndLinks_Stay()
    {
        await WriteAsync("run.sh", [1], WriteCondition.New);
        File.SetUnixFileMode(_content.HostPath("run.sh"), (UnixFileMode)Convert.ToInt32("750", 8));
        Directory.CreateDirectory(_content.HostPath("sub"));
        File.CreateSymbolicLink(_content.HostPath("sub/link"), "../run.sh");
        File.CreateSymbolicLink(_content.HostPath("absolute"), "/workspace/sub/link");

        var written = await WriteAsync("absolute", "new"u8.ToArray(), WriteCondition.Always);
        Assert.True(written.IsLink);
        Assert.Equal("new", await File.ReadAllTextAsync(_content.HostPath("run.sh"), Ct));
        Assert.Equal($"{TemporaryContent.Uid}:{TemporaryContent.Uid} 750", Stat("run.sh"));
        Assert.NotNull(new FileInfo(_content.HostPath("sub/link")).LinkTarget);
        Assert.Equal(written.Version, (await Files.StatAsync(At("absolute"), Ct)).Value.Version);
    }

    [Fact]
    public async Task WriteAsync_FileWithTwoNames_ChangesBoth()
    {
        await WriteAsync("one", "long old text"u8.ToArray(), WriteCondition.New);
        TemporaryContent.Run("ln", _content.HostPath("one"), _content.HostPath("two"));
        await WriteAsync("one", "new"u8.ToArray(), WriteCondition.Always);
        Assert.Equal("new"u8.ToArray(), await ReadAsync("two"));
        await WriteAsync("two", [], WriteCondition.Always);
        Assert.Empty(await ReadAsync("one"));
    }

    [Fact]
    public async Task WriteAsync_FolderThatMayNotBeWritten_WritesInPlace()
    {
        Directory.CreateDirectory(_content.HostPath("roots"));
        await File.WriteAllTextAsync(_content.HostPath("roots/mine"), "old", Ct);
        TemporaryContent.Give(_content.HostPath("roots/mine"));
        await WriteAsync("roots/mine", "new text"u8.ToArray(), WriteCondition.Always);
        Assert.Equal("new text", await File.ReadAllTextAsync(_content.HostPath("roots/mine"), Ct));
        Assert.Equal(SandboxErrorCode.PermissionDenied, await WriteErrorAsync("roots/other", WriteCondition.Always));
        Assert.Equal(SandboxErrorCode.PermissionDenied, (await Files.DeleteAsync(At("roots/mine"), Ct))?.Code);
    }

    [Fact]
    public async Task WriteAsync_ReaderThatFails_LeavesNoTrace()
    {
        await WriteAsync("keep.txt", "old"u8.ToArray(), WriteCondition.New);
        await Assert.ThrowsAsync<IOException>(() => Files.WriteAsync(At("keep.txt"), new BrokenStream(), WriteCondition.Always, Ct));
        await Assert.ThrowsAsync<IOException>(() => Files.WriteAsync(At("new.txt"), new BrokenStream(), WriteCondition.Always, Ct));
        Assert.Equal("keep.txt", Assert.Single((await Files.ListAsync(SandboxPath.Workspace, Ct)).Value).Name);
        Assert.Equal("old"u8.ToArray(), await ReadAsync("keep.txt"));
    }

    [Fact]
    public async Task ListAsync_NamesThatAreNotUtf8_AreShownAndNotOpened()
    {
        TemporaryContent.Run("bash", "-c", $"cd '{_content.Workspace}' && touch $'caf\\xe9' good && mkdir $'\\xff' && touch $(printf '\\xff%.0s' {{1..255}})");
        var entries = (await Files.ListAsync(SandboxPath.Workspace, Ct)).Value;
        Assert.Equal(4, entries.Count);
        Assert.Equal(FileKind.Other, entries.Single(e => e.Name == "caf\ufffd").Kind);
        Assert.Equal(FileKind.Other, entries.Single(e => e.Name == "\ufffd").Kind);
        Assert.Equal(FileKind.File, entries.Single(e => e.Name == "good").Kind);
        Assert.Equal(SandboxErrorCode.FileNotFound, (await Files.ReadAsync(At("caf\ufffd"), Ct)).Error?.Code);
    }

    [Fact]
    public async Task ReadAsync_SparseFileOfATebibyte_OpensWithoutMemory()
    {
        TemporaryContent.Run("truncate", "-s", "1T", _content.HostPath("huge"));
        TemporaryContent.Give(_content.HostPath("huge"));
        var before = GC.GetTotalAllocatedBytes();
        await using var content = (await Files.ReadAsync(At("huge"), Ct)).Value;
        Assert.Equal(1L << 40, content.Entry.Size);
        var buffer = new byte[4096];
        Assert.Equal(4096, await content.Stream.ReadAsync(buffer, Ct));
        // Other tests allocate beside this one, but none a tebibyte, nor a thousandth of it.
        Assert.True(GC.GetTotalAllocatedBytes() - before < 1L << 30);
    }

    [Fact]
    public async Task ReadAsync_FileThatGrows_EndsAtTheSizeItHad()
    {
        await WriteAsync("log", "12345"u8.ToArray(), WriteCondition.New);
        await using var content = (await Files.ReadAsync(At("log"), Ct)).Value;
        await File.AppendAllTextAsync(_content.HostPath("log"), "67890", Ct);
        using var reader = new StreamReader(content.Stream, Encoding.ASCII);
        Assert.Equal("12345", await reader.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task EveryOperation_ContentClosed_SaysTheSandboxIsStopped()
    {
        _content.Close();
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await Files.ListAsync(SandboxPath.Workspace, Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.SandboxStopped, await WriteErrorAsync("x", WriteCondition.Always));
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await Files.DeleteAsync(At("x"), Ct))?.Code);
        await foreach (var changes in Files.WatchAsync([SandboxPath.Workspace], Ct))
        {
            Assert.Fail($"A stopped sandbox told of {changes.Count} changes.");
        }
    }

    [Fact]
    public async Task WatchAsync_ContentClosed_Ends()
    {
        await using var changes = await WatchedAsync("");
        _content.Close();
        await changes.Ended.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    public async Task DeleteAsync_DeeperThanAnyPath_Works()
    {
        TemporaryContent.Run("python3", "-c", $"import os\nos.chdir('{_content.Workspace}')\nfor i in range(3000):\n os.mkdir('d'); os.chown('d', {TemporaryContent.Uid}, {TemporaryContent.Uid}); os.chdir('d')\nopen('f','w')");
        Assert.Null(await Files.DeleteAsync(At("d"), Ct));
        Assert.Empty(Directory.GetFileSystemEntries(_content.Workspace));
    }

    private string Stat(string name) => TemporaryContent.Run("stat", "-c", "%u:%g %a", _content.HostPath(name)).Trim();

    /// <summary>Gives some bytes, then fails as a lost connection does.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given)
            {
                throw new IOException("The connection was lost.");
            }

            _given = true;
            return ValueTask.FromResult(100);
        }
    }
}
