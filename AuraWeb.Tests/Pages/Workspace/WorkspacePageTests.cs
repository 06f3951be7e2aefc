using System.Net;
using AuraWeb.Access;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Pages.Workspace;

public sealed class WorkspacePageTests : IAsyncDisposable
{
    private const string Page = $"/projects/{WorkspaceApp.Project}";

    private readonly WorkspaceApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Get_ByAMember_ShowsTheWorkspace()
    {
        using var owner = await _app.EnterAsync(Role.Owner);

        var page = await owner.GetPageAsync(Page);

        Assert.Equal("<b>Harbour</b>", page.QuerySelector(".ws-name")?.TextContent.Trim());
        Assert.Equal("Running", page.QuerySelector("[data-testid=state]")?.TextContent.Trim());
        Assert.All(["tree", "editor", "terminal", "preview", "preview-address", "run", "stop", "restart"], id => Assert.NotNull(page.QuerySelector($"[data-testid={id}]")));
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public async Task Get_ByAViewer_OffersNoChange()
    {
        using var viewer = await _app.EnterAsync(Role.Viewer);

        var page = await viewer.GetPageAsync(Page);

        Assert.Equal("Running", page.QuerySelector("[data-testid=state]")?.TextContent.Trim());
        Assert.Empty(page.QuerySelectorAll("[data-action=start], [data-action=stop], [data-action=restart], .ws-controls [data-action=run]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/sandbox/start")]
    [InlineData("/sandbox/stop")]
    [InlineData("/sandbox/restart")]
    [InlineData("/run?script=dev")]
    public async Task Anything_ByAStranger_IsNotFound(string address)
    {
        using var stranger = await _app.EnterAsync(role: null);

        using var response = address.Length == 0 ? await stranger.GetAsync(Page) : await PostAsync(stranger, Page + address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Stop_ByAViewer_IsForbidden()
    {
        using var viewer = await _app.EnterAsync(Role.Viewer);

        using var response = await PostAsync(viewer, $"{Page}/sandbox/stop");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Stop_WithoutAToken_IsRefused()
    {
        using var owner = await _app.EnterAsync(Role.Owner);

        using var response = await owner.SendAsync(HttpMethod.Post, $"{Page}/sandbox/stop", ("Origin", owner.Origin));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Run_OfACommandTheTemplateHasNot_IsRefused()
    {
        using var editor = await _app.EnterAsync(Role.Editor);

        using var response = await PostAsync(editor, $"{Page}/run?script=rm");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Get_OfAStoppedSandbox_OffersToStartIt()
    {
        using var editor = await _app.EnterAsync(Role.Editor);
        await _app.BecomeAsync(SandboxState.Stopped, DesiredState.Stopped);

        var page = await editor.GetPageAsync(Page);

        Assert.Equal("Stopped", page.QuerySelector("[data-testid=state]")?.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("[data-testid=start]"));
        Assert.Null(page.QuerySelector("[data-testid=stop]"));
    }

    private static Task<HttpResponseMessage> PostAsync(AuraClient client, string address) =>
        client.SendAsync(HttpMethod.Post, address, ("Origin", client.Origin), ("RequestVerificationToken", client.Token));
}
