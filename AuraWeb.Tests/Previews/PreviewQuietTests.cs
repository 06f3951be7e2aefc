using System.Net.WebSockets;
using AuraWeb.Previews;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuraWeb.Tests.Previews;

/// <summary>Sockets and event streams that have nothing to say.</summary>
public sealed class PreviewQuietTests(PreviewFixture fixture) : PreviewTests(fixture)
{
    // Longer than the forwarder's own default, 100 seconds, and than the server's patience with idle connections, 130.
    private static readonly TimeSpan Soak = TimeSpan.FromSeconds(135);

    [Fact]
    public void QuietAtMost_AsItComes_IsADay() =>
        Assert.Equal(TimeSpan.FromDays(1), Fixture.Services.GetRequiredService<IOptions<PreviewOptions>>().Value.QuietAtMost);

    [Fact]
    public async Task SocketAndStream_QuietForLongerThanAnImpatientOneStands_StayOpen()
    {
        using var socket = await ConnectAsync(Origin);
        await ReceiveAsync(socket);
        await using var stream = await QuietStream.OpenAsync(Client, Request("/quiet"));
        await Task.Delay(ImpatientFixture.Patience * 3, Ct);
        await AssertOpenAsync(socket, stream);
    }

    [Fact]
    [Trait("Kind", "Soak")]
    public async Task SocketAndStream_QuietForMinutes_StayOpen()
    {
        using var socket = await ConnectAsync(Origin);
        await ReceiveAsync(socket);
        await using var stream = await QuietStream.OpenAsync(Client, Request("/quiet"));
        await Task.Delay(Soak, Ct);
        await AssertOpenAsync(socket, stream);
    }

    private async Task AssertOpenAsync(ClientWebSocket socket, QuietStream stream)
    {
        Assert.False(App.Ended.Task.IsCompleted);
        await socket.SendAsync("still here"u8.ToArray(), WebSocketMessageType.Text, true, Ct);
        Assert.Equal("still here", await ReceiveAsync(socket));
        App.EndQuiet();
        Assert.Equal("data: end", await stream.ReadLineAsync(Ct));
    }
}

/// <summary>The control: where quiet is not borne, the same socket and stream end.</summary>
public sealed class PreviewImpatienceTests(ImpatientFixture fixture) : IClassFixture<ImpatientFixture>
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SocketAndStream_WhereQuietIsNotBorne_End()
    {
        await using var app = await EchoApp.StartAsync();
        using var client = fixture.NewClient();
        var (project, sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(sandbox, 5173, app.EndPoint);
        var (address, cookie) = await fixture.OpenAsync(client, project);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, client, Ct);
        var buffer = new byte[8192];
        await socket.ReceiveAsync(buffer, Ct);
        var ask = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/quiet"));
        ask.Headers.TryAddWithoutValidation("Cookie", cookie);
        await using var stream = await QuietStream.OpenAsync(client, ask);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(buffer, Ct).WaitAsync(Margin, Ct));
        await Assert.ThrowsAnyAsync<IOException>(() => stream.ReadLineAsync(Ct).WaitAsync(Margin, Ct));
    }
}

/// <summary>Previews that give up what is quiet for a second.</summary>
public sealed class ImpatientFixture : PreviewFixture
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.Configure<PreviewOptions>(options => options.QuietAtMost = Patience);
    }
}

/// <summary>An event stream that began and has said nothing since.</summary>
internal sealed class QuietStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private QuietStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _reader = new StreamReader(body);
    }

    public static async Task<QuietStream> OpenAsync(HttpClient client, HttpRequestMessage request)
    {
        using var sent = request;
        var response = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead);
        var stream = new QuietStream(response, await response.Content.ReadAsStreamAsync());
        Assert.Equal(": open", await stream._reader.ReadLineAsync());
        return stream;
    }

    public Task<string?> ReadLineAsync(CancellationToken ct) => _reader.ReadLineAsync(ct).AsTask();

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
