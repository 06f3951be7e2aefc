using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public sealed class SandboxPathTests
{
    [Theory]
    [InlineData("src/App.tsx", "/workspace/src/App.tsx")]
    [InlineData("/home/aura/.bashrc", "/home/aura/.bashrc")]
    [InlineData("/workspace//a/./b/", "/workspace/a/b")]
    [InlineData("/", "/")]
    [InlineData("a\nb.txt", "/workspace/a\nb.txt")]
    [InlineData("-rf", "/workspace/-rf")]
    public void TryParse_GoodPath_IsNormalised(string text, string expected)
    {
        Assert.True(SandboxPath.TryParse(text, out var path));
        Assert.Equal(expected, path.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("../etc/passwd")]
    [InlineData("/workspace/../../etc")]
    [InlineData("a\0b")]
    public void TryParse_PathThatLeadsOutOrNamesNothing_IsRefused(string? text) =>
        Assert.False(SandboxPath.TryParse(text, out _));

    [Fact]
    public void TryParse_LoneSurrogate_IsRefused() => Assert.False(SandboxPath.TryParse("a\ud800b", out _));

    [Fact]
    public void TryParse_PartLongerThanAFileSystemTakes_IsRefused() =>
        Assert.False(SandboxPath.TryParse(new string('é', 128), out _));

    [Fact]
    public void Join_NameWithSlash_Throws() =>
        Assert.Throws<ArgumentException>(() => SandboxPath.Workspace.Join("a/b"));
}
