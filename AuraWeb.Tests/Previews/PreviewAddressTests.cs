using System.Net;
using System.Net.Sockets;
using System.Text;
using AuraWeb.Previews;

namespace AuraWeb.Tests.Previews;

public sealed class PreviewAddressTests(PreviewFixture fixture) : IClassFixture<PreviewFixture>
{
    private const string Id = "abcdefghijklmnop";

    [Theory]
    [InlineData("abcdefghijklmnop", null)]
    [InlineData("abcdefghijklmnop-1", 1)]
    [InlineData("abcdefghijklmnop-65535", 65535)]
    public void Parse_WellFormed_IsRead(string label, int? port) => Assert.Equal(new PreviewAddress(Id, port), PreviewAddress.Parse(label));

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmno")]
    [InlineData("abcdefghijklmno1")]
    [InlineData("abcdefghijklmnop-")]
    [InlineData("abcdefghijklmnop-0")]
    [InlineData("abcdefghijklmnop-05173")]
    [InlineData("abcdefghijklmnop-65536")]
    [InlineData("abcdefghijklmnop-+80")]
    [InlineData("abcdefghijklmnop--80")]
    [InlineData("abcdefghijklmnop-80-81")]
    [InlineData("abcdefghijklmnop-80 ")]
    [InlineData("abcdefghijklmnop-٨٠")]
    [InlineData("x.abcdefghijklmnop-80")]
    public void Parse_Odd_IsNone(string label) => Assert.Null(PreviewAddress.Parse(label));

    [Theory]
    [InlineData("{id}-0.preview.localhost")]
    [InlineData("{id}-65536.preview.localhost")]
    [InlineData("{id}-80.preview.localhost.")]
    [InlineData("{id}.preview.localhost..")]
    [InlineData("x.{id}.preview.localhost")]
    [InlineData("preview.localhost")]
    [InlineData(".preview.localhost")]
    [InlineData("PREVIEW.localhost")]
    [InlineData("user@{id}.preview.localhost")]
    [InlineData("{id}%2f.preview.localhost")]
    [InlineData("{id}%0d%0a.preview.localhost")]
    [InlineData("{id}.preview.localhost/..")]
    [InlineData("{id}.preview.localhost:80:80")]
    [InlineData("{id}-80.preview.localhost\r\nHost: localhost")]
    public async Task Request_OddHost_GetsNothing(string host)
    {
        var (_, sandbox) = await fixture.AddProjectAsync();
        var answer = await SendRawAsync($"GET /own HTTP/1.1\r\nHost: {host.Replace("{id}", sandbox, StringComparison.Ordinal)}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("AuraWeb's own page", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("xpreview.localhost")]
    [InlineData("preview.localhost.example.org")]
    public async Task Request_OtherHost_IsAuraWebsOwn(string host)
    {
        var answer = await SendRawAsync($"GET /own HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.Contains("AuraWeb's own page", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_UpperCaseHost_IsTheSamePreview()
    {
        await using var app = await EchoApp.StartAsync();
        var (project, sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(sandbox, 80, app.EndPoint);
        using var client = fixture.NewClient();
        var (_, cookie) = await fixture.OpenAsync(client, project, port: 80);
        var answer = await SendRawAsync($"GET /own HTTP/1.1\r\nHost: {sandbox.ToUpperInvariant()}-80.Preview.LOCALHOST:{fixture.Port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        Assert.Contains("GET /own", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "http://{id}-80.preview.localhost/own")]
    [InlineData("{id}-80.preview.localhost", "http://localhost/own")]
    public async Task Request_TargetAndHostDiffer_IsRefused(string host, string target)
    {
        var (_, sandbox) = await fixture.AddProjectAsync();
        var answer = await SendRawAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".Replace("{id}", sandbox, StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, fixture.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
