using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local.Terminals;

public sealed class LocalTerminalsTests(LocalFixture fixture) : SandboxTerminalsContract, IClassFixture<LocalFixture>
{
    protected override ISandboxTerminals Terminals => fixture.Host.Provider.Terminals(fixture.Shared);

    [Fact]
    public async Task Attach_AfterAuraWebStartedAgain_ShowsEveryNumberOnce()
    {
        var request = Request("for i in $(seq 1 60); do echo n$i; sleep 0.05; done");
        await Terminals.OpenAsync(request, Cancel);
        await using (var before = (await Terminals.AttachAsync(request.Id, Cancel)).Value)
        {
            await before.ReadUntilAsync("n10\r\n", Cancel);
        }

        await fixture.Host.RestartAsync();
        await using var after = (await Terminals.AttachAsync(request.Id, Cancel)).Value;
        var all = Encoding.ASCII.GetString(await after.ReadToEndAsync(Cancel));
        Assert.Equal(string.Concat(Enumerable.Range(1, 60).Select(i => $"n{i}\r\n")), all);
        Assert.Equal(0, after.ExitCode);
    }

    [Fact]
    public async Task Stop_SandboxWithTerminals_ForgetsThem()
    {
        var spec = fixture.Host.NewSpec();
        var reference = await fixture.StartAsync(spec);
        var terminals = fixture.Host.Provider.Terminals(reference);
        var request = Request("sleep 1000");
        await terminals.OpenAsync(request, Cancel);
        await using var connection = (await terminals.AttachAsync(request.Id, Cancel)).Value;
        Assert.Null(await fixture.Host.Provider.StopAsync(reference, Cancel));
        Assert.Empty(await connection.ReadToEndAsync(Cancel));
        Assert.Equal(SandboxErrorCode.SandboxStopped, (await terminals.OpenAsync(request, Cancel)).Error?.Code);
        Assert.Null(await fixture.Host.Provider.StartAsync(reference, spec, Cancel));
        Assert.Empty((await terminals.ListAsync(Cancel)).Value);
    }
}
