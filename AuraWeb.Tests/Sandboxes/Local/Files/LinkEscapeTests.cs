using System.Diagnostics;
using System.Globalization;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Files;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

/// <summary>Links, pipes and swaps that try to lead a file operation out of the sandbox.</summary>
public sealed class LinkEscapeTests : IDisposable
{
    private readonly TemporaryContent _content = new();
    private readonly string _canary = Path.Combine(Path.GetTempPath(), $"aura-canary-{Guid.NewGuid():N}");

    public LinkEscapeTests()
    {
        File.WriteAllText(_canary, "host text");
        File.SetUnixFileMode(_canary, (UnixFileMode)Convert.ToInt32("666", 8));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LocalSandboxFiles Files => _content.Files;

    public void Dispose()
    {
        _content.Dispose();
        File.Delete(_canary);
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task EveryOperation_LinkToTheHost_StaysInside()
    {
        File.CreateSymbolicLink(_content.HostPath("leak"), _canary);
        File.CreateSymbolicLink(_content.HostPath("rootlink"), "/");
        File.CreateSymbolicLink(_content.HostPath("up"), "../../../../../../../.." + _canary);
        string[] paths = ["leak", "up", "rootlink" + _canary];
        foreach (var path in paths.Select(SandboxPath.Parse))
        {
            Assert.NotNull((await Files.ReadAsync(path, Ct)).Error);
            Assert.NotNull((await Files.WriteAsync(path, new MemoryStream([1]), WriteCondition.Always, Ct)).Error);
            Assert.NotNull(await Files.MoveAsync(SandboxPath.Parse("rootlink" + _canary), SandboxPath.Parse("stolen"), Ct));
        }

        var entries = (await Files.ListAsync(SandboxPath.Workspace, Ct)).Value;
        Assert.Equal(FileKind.Other, entries.Single(e => e.Name == "leak").Kind);
        var inside = (await Files.ListAsync(SandboxPath.Parse("rootlink"), Ct)).Value;
        Assert.Equal(["home", "workspace"], inside.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Null(await Files.DeleteAsync(SandboxPath.Parse("leak"), Ct));
        Assert.Null(await Files.DeleteAsync(SandboxPath.Parse("rootlink"), Ct));
        Assert.Equal("host text", await File.ReadAllTextAsync(_canary, Ct));
    }

    [Theory]
    [Trait("Case", "F5")]
    [InlineData("/proc/self/root")]
    [InlineData("/proc/self/cwd")]
    [InlineData("/proc/self/fd/0")]
    public async Task ReadAsync_MagicLinkOfAMountedProc_IsRefused(string target)
    {
        // Even where the content holds a real /proc, its links do not lead out.
        var proc = Directory.CreateDirectory(Path.Combine(_content.Folder, "proc")).FullName;
        TemporaryContent.Run("mount", "--bind", "/proc", proc);
        try
        {
            File.CreateSymbolicLink(_content.HostPath("magic"), target);
            var error = (await Files.ListAsync(SandboxPath.Parse("magic"), Ct)).Error;
            Assert.Equal(SandboxErrorCode.InvalidPath, error?.Code);
            Assert.NotNull((await Files.ReadAsync(SandboxPath.Parse(target + _canary), Ct)).Error);
        }
        finally
        {
            TemporaryContent.Run("umount", proc);
        }
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task ReadAsync_Pipe_IsRefusedAtOnceTwentyTimes()
    {
        TemporaryContent.Run("mkfifo", "-m", "666", _content.HostPath("pipe"));
        TemporaryContent.Run("mknod", "-m", "666", _content.HostPath("device"), "c", "1", "5");
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            foreach (var path in (SandboxPath[])[SandboxPath.Parse("pipe"), SandboxPath.Parse("device")])
            {
                var error = (await Files.ReadAsync(path, Ct)).Error;
                Assert.Equal(SandboxErrorCode.InvalidPath, error?.Code);
                Assert.Contains("not a regular file", error!.Message, StringComparison.Ordinal);
                error = (await Files.WriteAsync(path, new MemoryStream([1]), WriteCondition.Always, Ct)).Error;
                Assert.Contains("not a regular file", error!.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40), $"{clock.Elapsed}");
        Assert.Equal(FileKind.Other, (await Files.StatAsync(SandboxPath.Parse("pipe"), Ct)).Value.Kind);
        Assert.Null(await Files.DeleteAsync(SandboxPath.Parse("pipe"), Ct));
    }

    [Fact]
    public async Task ReadAsync_LinksInACircle_AreSaid()
    {
        File.CreateSymbolicLink(_content.HostPath("a"), "b");
        File.CreateSymbolicLink(_content.HostPath("b"), "a");
        Assert.Equal(SandboxErrorCode.InvalidPath, (await Files.WriteAsync(SandboxPath.Parse("a"), new MemoryStream(), WriteCondition.Always, Ct)).Error?.Code);
        Assert.Equal(FileKind.Other, (await Files.StatAsync(SandboxPath.Parse("a"), Ct)).Value.Kind);
        Assert.NotNull((await Files.ReadAsync(SandboxPath.Parse("a"), Ct)).Error);
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task WriteAsync_FolderSwappedForALink_NeverWritesOutside()
    {
        var outside = Directory.CreateTempSubdirectory("auraweb-outside-");
        File.SetUnixFileMode(outside.FullName, (UnixFileMode)Convert.ToInt32("777", 8));
        using var swapping = new Swapper(_content.HostPath("real"), _content.HostPath("link"), _content.HostPath("dir"), outside.FullName);
        for (var i = 0; i < 2_000; i++)
        {
            await Files.WriteAsync(SandboxPath.Parse("dir/file"), new MemoryStream([1]), WriteCondition.Always, Ct);
            await Files.CreateDirectoryAsync(SandboxPath.Parse("dir/folder"), Ct);
            await Files.MoveAsync(SandboxPath.Parse("dir/file"), SandboxPath.Parse("dir/file2"), Ct);
            await Files.DeleteAsync(SandboxPath.Parse("dir/file2"), Ct);
        }

        Assert.True(await swapping.StopAsync() > 1);
        Assert.Empty(outside.GetFileSystemInfos());
        outside.Delete();
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task DeleteAsync_FolderSwappedForALink_NeverDeletesOutside()
    {
        var outside = Directory.CreateTempSubdirectory("auraweb-outside-");
        File.SetUnixFileMode(outside.FullName, (UnixFileMode)Convert.ToInt32("777", 8));
        var precious = Path.Combine(outside.FullName, "precious");
        await File.WriteAllTextAsync(precious, "host text", Ct);
        Directory.CreateDirectory(_content.HostPath("tree"));
        using var swapping = new Swapper(_content.HostPath("tree/real"), _content.HostPath("tree/link"), _content.HostPath("tree/dir"), outside.FullName);
        for (var i = 0; i < 2_000; i++)
        {
            await Files.DeleteAsync(SandboxPath.Parse("tree/dir"), Ct);
            await Files.DeleteAsync(SandboxPath.Parse("tree"), Ct);
        }

        Assert.True(await swapping.StopAsync() > 1);
        Assert.Equal("host text", await File.ReadAllTextAsync(precious, Ct));
        outside.Delete(recursive: true);
    }

    /// <summary>Puts a folder and a link out under one name by turns, as fast as it can, in a process of its own.</summary>
    private sealed class Swapper : IDisposable
    {
        private const string Program = """
            import os, sys
            real, link, name, outside, user = sys.argv[1:]
            swaps = 0
            while os.getppid() != 1 and not os.path.exists(outside + ".stop"):
                try:
                    os.makedirs(real, exist_ok=True)
                    os.chmod(real, 0o777)
                    os.chown(os.path.dirname(real), int(user), int(user))
                    os.rename(real, name)
                    os.rename(name, real)
                    if not os.path.lexists(link):
                        os.symlink(outside, link)
                    os.rename(link, name)
                    os.rename(name, link)
                    swaps += 1
                    if swaps == 1:
                        print("ready", flush=True)
                except OSError:
                    if os.path.islink(name):
                        os.unlink(name)
            print(swaps)
            """;

        private readonly Process _process;
        private readonly string _stopFile;

        public Swapper(string real, string link, string name, string outside)
        {
            Directory.CreateDirectory(real);
            TemporaryContent.Give(real);
            _stopFile = outside + ".stop";
            _process = Process.Start(new ProcessStartInfo("python3", ["-c", Program, real, link, name, outside, $"{TemporaryContent.Uid}"]) { RedirectStandardOutput = true })!;
            Assert.Equal("ready", _process.StandardOutput.ReadLine());
        }

        /// <summary>Ends it.</summary>
        /// <returns>How often it swapped.</returns>
        public async Task<int> StopAsync()
        {
            await File.WriteAllTextAsync(_stopFile, "", Ct);
            var swaps = await _process.StandardOutput.ReadToEndAsync(Ct);
            await _process.WaitForExitAsync(Ct);
            return int.Parse(swaps, CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            File.Delete(_stopFile);
        }
    }
}
