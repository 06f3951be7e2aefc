using System.Net;
using AuraWeb.Access;
using AuraWeb.Sandboxes;
using AuraWeb.Tests.Pages.Workspace;

namespace AuraWeb.Tests.Events;

public sealed class EventsSocketTests : IAsyncDisposable
{
    private readonly WorkspaceApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [Trait("Case", "X12")]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://abc.preview.localhost:5080")]
    public async Task Connect_FromAnotherOrigin_IsRefused(string? origin)
    {
        using var owner = await _app.EnterAsync(Role.Owner);

        await using var page = await EventsPage.OpenAsync(owner, _app.Address, origin);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
    }

    [Fact]
    public async Task Connect_WithoutASession_IsRefused()
    {
        using var visitor = _app.Visitor();

        await using var page = await EventsPage.OpenAsync(visitor, _app.Address, visitor.Origin);

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
    }

    [Fact]
    public async Task Connect_ByAStranger_IsNotFound()
    {
        using var stranger = await _app.EnterAsync(role: null);

        await using var page = await EventsPage.OpenAsync(stranger, _app.Address, stranger.Origin);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task State_ThatChanges_IsToldToEveryOpenPageAndAgainToOneThatComesBack()
    {
        using var owner = await _app.EnterAsync(Role.Owner);
        await using var page = await OpenAsync(owner);
        var first = await page.UntilAsync("state");
        Assert.True(first.GetProperty("running").GetBoolean());
        Assert.Contains("id=\"sandbox-state\"", first.GetProperty("html").GetString(), StringComparison.Ordinal);

        await _app.BecomeAsync(SandboxState.Stopped, DesiredState.Stopped);

        var second = await page.UntilAsync("state", state => !state.GetProperty("running").GetBoolean());
        Assert.Equal("Stopped", second.GetProperty("state").GetString());
        await using var again = await OpenAsync(owner);
        Assert.Equal("Stopped", (await again.UntilAsync("state")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Files_InAFolderThatIsShown_AreTold()
    {
        using var viewer = await _app.EnterAsync(Role.Viewer);
        Directory.CreateDirectory(Path.Combine(_app.Content.Workspace, "src"));
        await using var page = await OpenAsync(viewer);
        await page.WatchAsync("/workspace", "/workspace/src");
        await page.UntilAsync("files", files => Has(files, "/workspace/src"));

        await File.WriteAllTextAsync(Path.Combine(_app.Content.Workspace, "src", "new.ts"), "1", TestContext.Current.CancellationToken);

        await page.UntilAsync("files", files => Has(files, "/workspace/src/new.ts"));
    }

    [Fact]
    public async Task Files_AfterTheSandboxStartedAgain_AreToldAgain()
    {
        using var owner = await _app.EnterAsync(Role.Owner);
        await using var page = await OpenAsync(owner);
        await page.UntilAsync("files");
        await _app.BecomeAsync(SandboxState.Stopped, DesiredState.Stopped);
        await page.UntilAsync("state", state => !state.GetProperty("running").GetBoolean());

        await _app.BecomeAsync(SandboxState.Running, DesiredState.Running);
        await page.UntilAsync("state", state => state.GetProperty("running").GetBoolean());
        await File.WriteAllTextAsync(Path.Combine(_app.Content.Workspace, "late.txt"), "1", TestContext.Current.CancellationToken);

        await page.UntilAsync("files", files => Has(files, "/workspace/late.txt") || Has(files, "/workspace"));
    }

    [Fact]
    public async Task Ports_ThatBeginToListen_AreTold()
    {
        using var owner = await _app.EnterAsync(Role.Owner);
        await using var page = await OpenAsync(owner);
        await page.UntilAsync("state");

        _app.Sandboxes.Listening = [3000, 5173];

        var ports = await page.UntilAsync("ports");
        Assert.Equal([3000, 5173], ports.GetProperty("ports").EnumerateArray().Select(port => port.GetInt32()));
    }

    [Fact]
    [Trait("Case", "A3")]
    public async Task Member_WhoIsRemoved_LosesTheSocket()
    {
        using var editor = await _app.EnterAsync(Role.Editor);
        await using var page = await OpenAsync(editor);
        await page.UntilAsync("state");

        await _app.RemoveMembersAsync();

        Assert.Equal(4404, await page.UntilClosedAsync());
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"type\":\"folders\",\"paths\":[\"../../etc\",\"/workspace/\\u0000\"]}")]
    [InlineData("{\"type\":\"folders\"}")]
    [InlineData("[]")]
    public async Task Message_ThatSaysNothing_ChangesNothing(string message)
    {
        using var owner = await _app.EnterAsync(Role.Owner);
        await using var page = await OpenAsync(owner);
        await page.UntilAsync("state");

        await page.SendAsync(message);

        _app.Sandboxes.Listening = [8080];
        await page.UntilAsync("ports");
    }

    private static bool Has(System.Text.Json.JsonElement files, string path) =>
        files.GetProperty("paths").EnumerateArray().Any(item => item.GetString() == path);

    private Task<EventsPage> OpenAsync(AuraClient client) => EventsPage.OpenAsync(client, _app.Address, client.Origin);
}
