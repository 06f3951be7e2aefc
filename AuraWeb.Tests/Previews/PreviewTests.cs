using System.Net.WebSockets;
using System.Text;

namespace AuraWeb.Tests.Previews;

/// <summary>A preview that is open: its app, its address and its cookie.</summary>
public abstract class PreviewTests(PreviewFixture fixture) : IClassFixture<PreviewFixture>, IAsyncLifetime
{
    private EchoApp? _app;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected PreviewFixture Fixture => fixture;

    protected HttpClient Client { get; } = fixture.NewClient();

    protected string Sandbox { get; private set; } = "";

    protected string Project { get; private set; } = "";

    protected Uri Address { get; private set; } = null!;

    protected string Cookie { get; private set; } = "";

    protected string Origin => Address.GetLeftPart(UriPartial.Authority);

    private protected EchoApp App => _app!;

    public async ValueTask InitializeAsync()
    {
        _app = await EchoApp.StartAsync();
        (Project, Sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(Sandbox, 5173, _app.EndPoint);
        (Address, Cookie) = await fixture.OpenAsync(Client, Project);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await App.DisposeAsync();
    }

    protected HttpRequestMessage Request(string target, string? cookies = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Origin + target);
        request.Headers.TryAddWithoutValidation("Cookie", cookies is null ? Cookie : $"{Cookie}; {cookies}");
        return request;
    }

    protected async Task<string> TextAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    protected async Task<ClientWebSocket> ConnectAsync(string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("vite-hmr");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", Cookie);
        await socket.ConnectAsync(new Uri(Origin.Replace("http", "ws", StringComparison.Ordinal) + "/hmr"), Client, Ct);
        return socket;
    }

    protected static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[8192];
        var received = await socket.ReceiveAsync(buffer, Ct);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
