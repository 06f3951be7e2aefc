using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>What a sandbox reaches over the network, seen from inside, and what it must not.</summary>
public sealed class NetworkPolicyTests(LocalFixture fixture) : IClassFixture<LocalFixture>
{
    private const string Connect =
        "import socket,sys\ns=socket.create_connection((sys.argv[1], int(sys.argv[2])), 5)\nprint('connected')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ISandboxProvider Provider => fixture.Host.Provider;

    [Fact]
    public async Task HostsOwnPort_OnLoopbackAndItsAddresses_IsClosed()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var own = OwnAddresses();
        foreach (var address in own.Append("127.0.0.1").Append("10.0.2.2"))
        {
            Assert.NotEqual(0, (await ConnectAsync(address, port)).Code);
        }

        Assert.False(listener.Pending());

        // The control: from the host itself it is open.
        using var client = new TcpClient();
        await client.ConnectAsync(own.FirstOrDefault() ?? "127.0.0.1", port, Cancel);
    }

    [Fact]
    public async Task OwnLoopback_IsOpen() =>
        Assert.Equal("connected\n", (await RunAsync("python3 -m http.server 7100 --bind 127.0.0.1 >/dev/null 2>&1 & sleep 1.5; python3 -c \"$CONNECT\" 127.0.0.1 7100; kill %1")).Output);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.2.2")]
    [InlineData("100.64.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.254")]
    [InlineData("192.168.1.1")]
    [InlineData("0.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public async Task PrivateRange_IsRefusedAtOnce(string address)
    {
        var refused = await ConnectAsync(address, 80);
        Assert.NotEqual(0, refused.Code);
        Assert.DoesNotContain("timed out", refused.Error);
    }

    [Fact]
    public async Task LinkNetworksOfTheHost_AreRefused()
    {
        foreach (var address in Gateways())
        {
            Assert.NotEqual(0, (await ConnectAsync(address, 53)).Code);
        }
    }

    [Theory]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("2001:db8::1")]
    public async Task IPv6_LeadsNowhere(string address) => Assert.NotEqual(0, (await ConnectAsync(address, 80)).Code);

    [Fact]
    public async Task AnotherSandbox_IsNotReached()
    {
        var other = await fixture.StartAsync(fixture.Host.NewSpec());
        var server = Provider.Commands(other).ExecuteAsync(CommandRequest.Shell("python3 -u -m http.server 7101"), Cancel).GetAsyncEnumerator(Cancel);
        await using var ended = server;
        Assert.True(await server.MoveNextAsync());
        Assert.NotEqual(0, (await ConnectAsync("127.0.0.1", 7101)).Code);
        Assert.NotEqual(0, (await ConnectAsync("10.0.2.100", 7101)).Code);
        await using var stream = (await Provider.Ports(other).ConnectAsync(7101, Cancel)).Value;
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public async Task Internet_PackageRegistry_IsReached()
    {
        var result = await RunAsync("curl -sS -o /dev/null -w '%{http_code}' https://registry.npmjs.org/left-pad");
        Assert.SkipWhen(result.Code == 6, "The host itself resolves no names.");
        Assert.Equal("200", result.Output);
    }

    [Fact]
    public async Task NetworkHelper_ThatDied_IsStartedAgain()
    {
        var id = await fixture.StartAsync(fixture.Host.NewSpec());
        var init = AuraWeb.Sandboxes.Local.Runtime.InitRecord.Read(fixture.Host.Paths, id)!;
        Assert.True(AuraWeb.Sandboxes.Local.Network.UserNetwork.IsUp(init.Process));
        var helper = (await Host.RunAsync("pgrep", "-f", $"slirp4netns .*--exit-fd=4 {init.Process} tap0")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var process in helper)
        {
            await Host.RunAsync("kill", "-9", process);
        }

        while (AuraWeb.Sandboxes.Local.Network.UserNetwork.IsUp(init.Process))
        {
            await Task.Delay(10, Cancel);
        }

        Assert.Equal(ObservedState.Running, (await Provider.ObserveAsync(id, Cancel)).Value.State);
        Assert.True(AuraWeb.Sandboxes.Local.Network.UserNetwork.IsUp(init.Process));
        Assert.Null(await Provider.DeleteAsync(id, Cancel));
        while ((await Host.RunAsync("pgrep", "-f", $"slirp4netns .*--exit-fd=4 {init.Process} tap0")).Length > 0)
        {
            await Task.Delay(10, Cancel);
        }
    }

    private static List<string> OwnAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Where(address => address.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address.Address))
            .Select(address => address.Address.ToString())];

    private static List<string> Gateways() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().GatewayAddresses)
            .Where(address => address.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(address => address.Address.ToString())];

    private Task<CommandResult> ConnectAsync(string address, int port) => RunAsync($"python3 -c \"$CONNECT\" {address} {port}");

    private Task<CommandResult> RunAsync(string text) => Provider.Commands(fixture.Shared).RunAsync(
        CommandRequest.Shell(text) with { Environment = new Dictionary<string, string> { ["CONNECT"] = Connect } }, Cancel);
}
