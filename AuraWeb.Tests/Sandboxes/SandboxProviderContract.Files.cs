using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public abstract partial class SandboxProviderContract
{
    [Fact]
    public async Task Files_WrittenFromOutside_AreReadInside()
    {
        var id = await SharedAsync();
        using var content = new MemoryStream("hello"u8.ToArray());
        var written = await Provider.Files(id).WriteAsync(SandboxPath.Parse("outside.txt"), content, WriteCondition.Always, Cancel);
        Assert.Null(written.Error);
        Assert.Equal("hello aura", (await Provider.ShellAsync(id, "printf '%s ' $(cat outside.txt); printf %s $(stat -c %U outside.txt)")).Output);
    }

    [Fact]
    public async Task Files_WrittenInside_AreReadFromOutside()
    {
        var id = await SharedAsync();
        await Provider.ShellAsync(id, "printf inside > ~/inside.txt");
        await using var file = (await Provider.Files(id).ReadAsync(SandboxPath.Parse("/home/aura/inside.txt"), Cancel)).Value;
        using var reader = new StreamReader(file.Stream);
        Assert.Equal("inside", await reader.ReadToEndAsync(Cancel));
    }
}
