using System.Net;
using AuraWeb.Previews;
using AuraWeb.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

/// <summary>What a preview shows while its app does not answer.</summary>
public sealed class SilentAnswersTests(PreviewFixture fixture) : PreviewTests(fixture)
{
    [Fact]
    public async Task Port_Silent_ExplainsAndSaysWhenItAnswers()
    {
        var (address, cookie) = await Fixture.OpenAsync(Client, Project, port: 4000);
        using var page = new HttpRequestMessage(HttpMethod.Get, address);
        page.Headers.TryAddWithoutValidation("Cookie", cookie);
        page.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await Client.SendAsync(page, Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("Nothing is listening on 4000", html, StringComparison.Ordinal);
        Assert.Contains("Show port 5173", html, StringComparison.Ordinal);
        Assert.Contains("\"ready\":false", await StatusAsync(address, cookie), StringComparison.Ordinal);
        Fixture.Provider.Listen(Sandbox, 4000, App.EndPoint);
        Assert.Contains("\"ready\":true", await StatusAsync(address, cookie), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxState.Stopped, DesiredState.Stopped, "The sandbox is asleep", "asleep")]
    [InlineData(SandboxState.Stopping, DesiredState.Stopped, "The sandbox is stopping", "stopping")]
    [InlineData(SandboxState.Stopped, DesiredState.Running, "The sandbox is starting", "starting")]
    [InlineData(SandboxState.Creating, DesiredState.Running, "The sandbox is being made", "starting")]
    [InlineData(SandboxState.Failed, DesiredState.Running, "The sandbox could not be made", "failed")]
    public async Task Sandbox_NotUp_ExplainsAndSaysWhenItIs(SandboxState state, DesiredState desired, string title, string word)
    {
        await BecomeAsync(state, desired);
        using var page = Request("/");
        page.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await Client.SendAsync(page, Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", html, StringComparison.Ordinal);
        Assert.Equal(word is "asleep" or "failed", html.Contains("It was &lt;b&gt;put&lt;/b&gt; so.", StringComparison.Ordinal));
        Assert.DoesNotContain("<pre>", html, StringComparison.Ordinal);
        Assert.Equal(["2"], response.Headers.GetValues("Retry-After"));
        Assert.Contains($"\"ready\":false,\"state\":\"{word}\"", await StatusAsync(Address, Cookie), StringComparison.Ordinal);

        using var script = Request("/app.js");
        using var refused = await Client.SendAsync(script, Ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/plain"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));

        await BecomeAsync(SandboxState.Running, DesiredState.Running);
        Assert.Contains("\"ready\":true,\"state\":\"Running\"", await StatusAsync(Address, Cookie), StringComparison.Ordinal);
    }

    private async Task BecomeAsync(SandboxState state, DesiredState desired) => await Fixture.Services.GetRequiredService<SandboxStore>().UpdateAsync(
        Sandbox, sandbox => (sandbox.State, sandbox.DesiredState, sandbox.StateReason) = (state, desired, "It was <b>put</b> so."), Ct);

    private async Task<string> StatusAsync(Uri address, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, PreviewPath.Own + "/status"));
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await TextAsync(request);
    }
}
