using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>What the files of every provider promise. A subclass gives the files of one running sandbox with an empty workspace.</summary>
public abstract class SandboxFilesContract
{
    protected abstract ISandboxFiles Files { get; }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static SandboxPath At(string path) => SandboxPath.Parse(path);

    [Fact]
    [Trait("Case", "F1")]
    public async Task WriteAsync_BomAndCrLf_KeepsEveryByte()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "a = 9\r\nb = 2\r\n"u8, 0xE9, 0x00, 0xFF];
        var written = await WriteAsync("crlf.ini", bytes, WriteCondition.Always);
        Assert.Equal(bytes.Length, written.Size);
        Assert.Equal(bytes, await ReadAsync("crlf.ini"));
        Assert.Equal(0x1A4, written.Mode);
    }

    [Fact]
    [Trait("Case", "F3")]
    public async Task ListAsync_OddNames_AreOneEntryEachAndOpenTheirOwnText()
    {
        string[] names = ["a\nb.txt", "-rf", "* .txt", "<img src=x onerror=alert(1)>.md", "a%2Fb.txt", "x#y?.ts", "t 10:30.log", "\"q'&`$(id).txt", "é😀.txt"];
        foreach (var name in names)
        {
            await WriteAsync(SandboxPath.Workspace.Join(name), Encoding.UTF8.GetBytes(name), WriteCondition.New);
        }

        var entries = (await Files.ListAsync(SandboxPath.Workspace, Ct)).Value;
        Assert.Equal(names.Order(StringComparer.Ordinal), entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            Assert.Equal(entry.Name, Encoding.UTF8.GetString(await ReadAsync(entry.Path)));
            Assert.Null(await Files.MoveAsync(entry.Path, SandboxPath.Workspace.Join(entry.Name + "~"), Ct));
            Assert.Null(await Files.DeleteAsync(SandboxPath.Workspace.Join(entry.Name + "~"), Ct));
        }

        Assert.Empty((await Files.ListAsync(SandboxPath.Workspace, Ct)).Value);
    }

    [Fact]
    [Trait("Case", "F4")]
    public async Task MoveAsync_OntoAnotherFile_IsRefusedAndBothStay()
    {
        await WriteAsync("data.txt", "full"u8.ToArray(), WriteCondition.New);
        await WriteAsync("new.txt", "new"u8.ToArray(), WriteCondition.New);
        var error = await Files.MoveAsync(At("new.txt"), At("data.txt"), Ct);
        Assert.Equal(SandboxErrorCode.FileConflict, error?.Code);
        Assert.Equal("full"u8.ToArray(), await ReadAsync("data.txt"));
        Assert.Equal("new"u8.ToArray(), await ReadAsync("new.txt"));
    }

    [Fact]
    [Trait("Case", "F4")]
    public async Task MoveAsync_IntoMissingFolder_NamesItAndMovesNothing()
    {
        await WriteAsync("new.txt", "new"u8.ToArray(), WriteCondition.New);
        var error = await Files.MoveAsync(At("new.txt"), At("foo/bar.txt"), Ct);
        Assert.Equal(SandboxErrorCode.FileNotFound, error?.Code);
        Assert.Contains("/workspace/foo", error!.Message, StringComparison.Ordinal);
        Assert.Equal("new"u8.ToArray(), await ReadAsync("new.txt"));
    }

    [Fact]
    [Trait("Case", "F4")]
    public async Task MoveAsync_OtherCaseOnly_IsOneEntryWithItsContent()
    {
        await WriteAsync("App.tsx", "x"u8.ToArray(), WriteCondition.New);
        Assert.Null(await Files.MoveAsync(At("App.tsx"), At("app.tsx"), Ct));
        Assert.Equal("app.tsx", Assert.Single((await Files.ListAsync(SandboxPath.Workspace, Ct)).Value).Name);
        Assert.Equal("x"u8.ToArray(), await ReadAsync("app.tsx"));
        Assert.Null(await Files.MoveAsync(At("app.tsx"), At("app.tsx"), Ct));
    }

    [Fact]
    public async Task WriteAsync_FileChangedSinceItWasRead_IsConflictAndStays()
    {
        var first = await WriteAsync("config.json", "1"u8.ToArray(), WriteCondition.New);
        var second = await WriteAsync("config.json", "2"u8.ToArray(), WriteCondition.Unchanged(first.Version));
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(SandboxErrorCode.FileConflict, await WriteErrorAsync("config.json", WriteCondition.Unchanged(first.Version)));
        Assert.Equal(SandboxErrorCode.FileConflict, await WriteErrorAsync("config.json", WriteCondition.New));
        Assert.Equal(SandboxErrorCode.FileConflict, await WriteErrorAsync("gone.json", WriteCondition.Unchanged(first.Version)));
        Assert.Equal("2"u8.ToArray(), await ReadAsync("config.json"));
    }

    [Fact]
    public async Task WriteAsync_SixAtOnceWithOneVersion_OneWins()
    {
        var version = (await WriteAsync("lines.txt", "0"u8.ToArray(), WriteCondition.New)).Version;
        var writes = await Task.WhenAll(Enumerable.Range(1, 6).Select(i =>
            Files.WriteAsync(At("lines.txt"), new MemoryStream([(byte)i]), WriteCondition.Unchanged(version), Ct)));
        Assert.Single(writes, write => write.Error is null);
    }

    [Fact]
    public async Task ReadAsync_WhatIsNotThereOrAFolder_IsSaid()
    {
        Assert.Equal(SandboxErrorCode.FileNotFound, (await Files.ReadAsync(At("nothing"), Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.FileNotFound, (await Files.ListAsync(At("nothing"), Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.InvalidPath, (await Files.ReadAsync(SandboxPath.Workspace, Ct)).Error?.Code);
        Assert.Equal(SandboxErrorCode.FileNotFound, await WriteErrorAsync("no/file.txt", WriteCondition.Always));
        Assert.Equal(SandboxErrorCode.FileNotFound, (await Files.DeleteAsync(At("nothing"), Ct))?.Code);
    }

    [Fact]
    public async Task CreateDirectoryAsync_ThenDelete_LeavesNothing()
    {
        Assert.Null(await Files.CreateDirectoryAsync(At("a"), Ct));
        Assert.Equal(SandboxErrorCode.FileConflict, (await Files.CreateDirectoryAsync(At("a"), Ct))?.Code);
        Assert.Equal(SandboxErrorCode.FileNotFound, (await Files.CreateDirectoryAsync(At("b/c"), Ct))?.Code);
        Assert.Null(await Files.CreateDirectoryAsync(At("a/b"), Ct));
        await WriteAsync("a/b/c.txt", [1], WriteCondition.New);
        Assert.Equal(FileKind.Directory, (await Files.StatAsync(At("a/b"), Ct)).Value.Kind);
        Assert.Equal(SandboxErrorCode.InvalidPath, (await Files.MoveAsync(At("a"), At("a/b/a"), Ct))?.Code);
        Assert.Null(await Files.DeleteAsync(At("a"), Ct));
        Assert.Empty((await Files.ListAsync(SandboxPath.Workspace, Ct)).Value);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/workspace")]
    [InlineData("/home/aura")]
    public async Task DeleteAndMove_OfTheSandboxItself_AreRefused(string path)
    {
        Assert.Equal(SandboxErrorCode.InvalidPath, (await Files.DeleteAsync(At(path), Ct))?.Code);
        Assert.Equal(SandboxErrorCode.InvalidPath, (await Files.MoveAsync(At(path), At("x"), Ct))?.Code);
    }

    [Fact]
    public async Task WatchAsync_ChangesInTheFolder_AreTold()
    {
        Assert.Null(await Files.CreateDirectoryAsync(At("src"), Ct));
        await using var changes = await WatchedAsync("src");
        await WriteAsync("src/new.txt", [1], WriteCondition.New);
        await changes.ExpectAsync("src/new.txt", Ct);
        await Files.MoveAsync(At("src/new.txt"), At("src/moved.txt"), Ct);
        await changes.ExpectAsync("src/moved.txt", Ct);
        await Files.DeleteAsync(At("src/moved.txt"), Ct);
        await changes.ExpectAsync("src/moved.txt", Ct);
    }

    [Fact]
    public async Task WatchAsync_FolderDeletedAndMadeAgain_IsStillWatched()
    {
        Assert.Null(await Files.CreateDirectoryAsync(At("src"), Ct));
        await using var changes = await WatchedAsync("src");
        Assert.Null(await Files.DeleteAsync(At("src"), Ct));
        await changes.ExpectAsync("src", Ct);
        Assert.Null(await Files.CreateDirectoryAsync(At("src"), Ct));
        await changes.ExpectAsync("src", Ct);
        await WriteAsync("src/new.txt", [1], WriteCondition.New);
        await changes.ExpectAsync("src/new.txt", Ct);
    }

    protected async Task<FileEntry> WriteAsync(SandboxPath path, byte[] bytes, WriteCondition condition) =>
        (await Files.WriteAsync(path, new MemoryStream(bytes), condition, Ct)).Value;

    protected Task<FileEntry> WriteAsync(string path, byte[] bytes, WriteCondition condition) => WriteAsync(At(path), bytes, condition);

    protected async Task<SandboxErrorCode?> WriteErrorAsync(string path, WriteCondition condition) =>
        (await Files.WriteAsync(At(path), new MemoryStream([1]), condition, Ct)).Error?.Code;

    protected Task<byte[]> ReadAsync(string path) => ReadAsync(At(path));

    protected async Task<byte[]> ReadAsync(SandboxPath path)
    {
        await using var content = (await Files.ReadAsync(path, Ct)).Value;
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    /// <summary>A watch that is known to work: a first change was seen.</summary>
    protected async Task<WatchedChanges> WatchedAsync(string folder)
    {
        var changes = new WatchedChanges(Files, At(folder));
        var probe = At(folder).Join(".probe");
        do
        {
            await WriteAsync(probe, [1], WriteCondition.Always);
        }
        while (!await changes.TryExpectAsync(probe, TimeSpan.FromMilliseconds(500), Ct));

        await Files.DeleteAsync(probe, Ct);
        return changes;
    }
}
