using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes;

public abstract partial class SandboxProviderContract
{
    private const string Server =
        "node -e \"require('net').createServer(s => s.end('at {0}')).listen({1}, '{0}', () => console.log('up'))\"";

    [Theory, Trait("Case", "P2")]
    [InlineData("127.0.0.1", 7001)]
    [InlineData("::1", 7002)]
    [InlineData("0.0.0.0", 7003)]
    public async Task Ports_ServerInside_IsListedAndReached(string address, int port)
    {
        var id = await SharedAsync();
        await using var server = await ServeAsync(id, address, port);
        Assert.Contains(port, (await Provider.Ports(id).ListAsync(Cancel)).Value);
        await using var stream = (await Provider.Ports(id).ConnectAsync(port, Cancel)).Value;
        using var reader = new StreamReader(stream);
        Assert.Equal($"at {address}", await reader.ReadToEndAsync(Cancel));
    }

    [Theory]
    [InlineData(7999)]
    [InlineData(0)]
    [InlineData(70000)]
    public async Task Ports_NothingListens_SaysSo(int port)
    {
        var id = await SharedAsync();
        Assert.Equal(SandboxErrorCode.PortNotListening, (await Provider.Ports(id).ConnectAsync(port, Cancel)).Error?.Code);
        Assert.DoesNotContain(port, (await Provider.Ports(id).ListAsync(Cancel)).Value);
    }

    [Fact]
    public async Task Ports_SamePortInTwoSandboxes_EachReachesItsOwn()
    {
        var spec = NewSpec();
        var other = (await Provider.CreateAsync(spec, Cancel)).Value;
        Assert.Null(await Provider.StartAsync(other, spec, Cancel));
        var shared = await SharedAsync();
        await using var here = await ServeAsync(shared, "127.0.0.1", 7004);
        await using var there = await ServeAsync(other, "::1", 7004);
        Assert.Equal("at 127.0.0.1", await ReadAsync(shared, 7004));
        Assert.Equal("at ::1", await ReadAsync(other, 7004));
    }

    private async Task<string> ReadAsync(string id, int port)
    {
        await using var stream = (await Provider.Ports(id).ConnectAsync(port, Cancel)).Value;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>Starts a server inside and waits until it says that it listens. Disposing ends it.</summary>
    private async Task<IAsyncDisposable> ServeAsync(string id, string address, int port)
    {
        var events = Provider.Commands(id).ExecuteAsync(CommandRequest.Shell(string.Format(null, CompositeFormat.Parse(Server), address, port)), Cancel);
        var server = events.GetAsyncEnumerator(Cancel);
        Assert.True(await server.MoveNextAsync());
        Assert.Equal("up\n", Encoding.UTF8.GetString(Assert.IsType<CommandOutput>(server.Current).Bytes.Span));
        return server;
    }
}
