using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

/// <summary>The files contract on a real sandbox, with what only a real one shows: the other side of each operation.</summary>
public sealed class LocalProviderFilesTests(LocalFixture local) : SandboxFilesContract, IClassFixture<LocalFixture>, IAsyncLifetime
{
    protected override ISandboxFiles Files => local.Host.Provider.Files(local.Shared);

    public async ValueTask InitializeAsync() => await RunAsync("find /workspace -mindepth 1 -delete");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Files_MadeOnEitherSide_AreOneAndTheSame()
    {
        await WriteAsync("outside.sh", "echo from outside"u8.ToArray(), WriteCondition.New);
        Assert.Equal("from outside aura:aura 644\n", await RunAsync("printf '%s %s\\n' \"$(sh outside.sh)\" \"$(stat -c '%U:%G %a' outside.sh)\""));
        await RunAsync("chmod 755 outside.sh; ln outside.sh second; ln -s outside.sh third");
        await WriteAsync("third", "#!/bin/sh\necho changed"u8.ToArray(), WriteCondition.Always);
        Assert.Equal("changed changed 755 2\n", await RunAsync("printf '%s %s %s\\n' \"$(./outside.sh)\" \"$(./second)\" \"$(stat -c '%a %h' outside.sh)\""));
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task LinksOfTheSandbox_LeadNowhereOnTheHost()
    {
        var canary = Path.GetTempFileName();
        await File.WriteAllTextAsync(canary, "host text", Ct);
        File.SetUnixFileMode(canary, (UnixFileMode)Convert.ToInt32("666", 8));
        await RunAsync($"ln -s {canary} leak; ln -s / rootlink; ln -s /proc/self/root magic; mkfifo pipe");
        foreach (var path in (string[])["leak", "rootlink" + canary, "magic" + canary, "rootlink/proc/1/root" + canary])
        {
            Assert.NotNull((await Files.ReadAsync(At(path), Ct)).Error);
            Assert.NotNull(await WriteErrorAsync(path, WriteCondition.Always));
        }

        Assert.NotNull(await Files.MoveAsync(At("rootlink" + canary), At("stolen"), Ct));
        Assert.NotNull(await Files.DeleteAsync(At("rootlink" + canary), Ct));
        Assert.Contains("not a regular file", (await Files.ReadAsync(At("pipe"), Ct)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("host text", await File.ReadAllTextAsync(canary, Ct));
        File.Delete(canary);
    }

    [Fact]
    public async Task WatchAsync_ChangeMadeInside_IsTold()
    {
        await using var changes = await WatchedAsync("");
        await RunAsync("echo new > made-inside.txt");
        await changes.ExpectAsync("made-inside.txt", Ct);
    }

    private async Task<string> RunAsync(string script)
    {
        var result = await local.Host.Provider.ShellAsync(local.Shared, script);
        Assert.Equal((0, ""), (result.Code, result.Error));
        return result.Output;
    }
}
