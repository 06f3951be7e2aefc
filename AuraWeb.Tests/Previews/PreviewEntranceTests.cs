using System.Net;
using AuraWeb.Access;
using AuraWeb.Identity;
using AuraWeb.Previews;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Previews;

public sealed class PreviewEntranceTests(PreviewFixture fixture) : IClassFixture<PreviewFixture>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly HttpClient _client = fixture.NewClient();
    private EchoApp? _app;
    private string _project = "";
    private string _sandbox = "";

    public async ValueTask InitializeAsync()
    {
        _app = await EchoApp.StartAsync();
        (_project, _sandbox) = await fixture.AddProjectAsync();
        fixture.Provider.Listen(_sandbox, 5173, _app.EndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task Ticket_Used_GivesCookieAndApp()
    {
        var invitation = await fixture.InviteAsync(_client, _project, path: "/a?b=c");
        Assert.Equal($"http://{_sandbox}.preview.localhost:{fixture.Port}/a?b=c", invitation.Url);
        Assert.Equal(5173, invitation.Port);
        using var entered = await EnterAsync(invitation, "/a?b=c");
        Assert.Equal("/a?b=c", entered.Headers.Location!.OriginalString);
        var cookie = entered.Headers.GetValues("Set-Cookie").Single();
        foreach (var attribute in new[] { "Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/" })
        {
            Assert.Contains($"; {attribute}", cookie, StringComparison.Ordinal);
        }

        Assert.StartsWith("GET /a?b=c", await (await GetAsync(invitation.Url, cookie.Split(';')[0])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_UsedTwice_IsRefused()
    {
        var invitation = await fixture.InviteAsync(_client, _project);
        using var first = await EnterAsync(invitation);
        using var second = await EnterAsync(invitation);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode));
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Ticket_AfterAMinute_IsRefused()
    {
        var invitation = await fixture.InviteAsync(_client, _project);
        fixture.Clock.Advance(PreviewTickets.Lifetime);
        using var response = await EnterAsync(invitation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Ticket_OnAnotherHost_IsRefusedAndGone()
    {
        var invitation = await fixture.InviteAsync(_client, _project);
        var elsewhere = invitation.Action.Replace(_sandbox, $"{_sandbox}-3000", StringComparison.Ordinal);
        using var wrong = await PreviewFixture.PostTicketAsync(_client, elsewhere, invitation.Ticket);
        using var right = await EnterAsync(invitation);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task Ticket_PostedByAnotherPreview_IsRefused()
    {
        var invitation = await fixture.InviteAsync(_client, _project);
        using var response = await PreviewFixture.PostTicketAsync(_client, invitation.Action, invitation.Ticket, site: "same-site");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/.aura/ticket")]
    public async Task Ticket_WithPathElsewhere_OpensTheRoot(string path)
    {
        var invitation = await fixture.InviteAsync(_client, _project);
        using var response = await EnterAsync(invitation, path);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task AskForTicket_WhoMayNot_IsRefused()
    {
        using var stranger = await fixture.AskForTicketAsync(_client, _project, "other", 5173);
        using var forged = await fixture.AskForTicketAsync(_client, _project, "owner", 5173, withToken: false);
        using var visitor = await _client.PostAsync($"http://{fixture.Home}/projects/{_project}/preview/ticket", null, Ct);
        using var odd = await fixture.AskForTicketAsync(_client, _project, "owner", 70000);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest],
            [stranger.StatusCode, forged.StatusCode, visitor.StatusCode, odd.StatusCode]);
    }

    [Fact]
    public async Task Request_WithoutCookie_PageGoesHomeAndAllElseIsRefused()
    {
        var before = _app!.Requests;
        var root = $"http://{_sandbox}.preview.localhost:{fixture.Port}/x?y=1";
        foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), root);
            using var response = await _client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        using var upgrade = new HttpRequestMessage(HttpMethod.Get, root);
        upgrade.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        upgrade.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        upgrade.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var upgraded = await _client.SendAsync(upgrade, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, upgraded.StatusCode);

        using var page = new HttpRequestMessage(HttpMethod.Get, root);
        page.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var redirected = await _client.SendAsync(page, Ct);
        Assert.Equal(
            $"http://localhost:{fixture.Port}/preview/open?host={_sandbox}.preview.localhost&path=%2Fx%3Fy%3D1", redirected.Headers.Location!.OriginalString);
        Assert.Equal(before, _app.Requests);
    }

    [Fact]
    public async Task Cookie_OfAnotherHostOrTooOldOrForged_IsRefused()
    {
        var (address, cookie) = await fixture.OpenAsync(_client, _project);
        var elsewhere = address.AbsoluteUri.Replace(_sandbox, $"{_sandbox}-5173", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(elsewhere, cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(address.AbsoluteUri, cookie + "x")).StatusCode);
        fixture.Clock.Advance(PreviewCookie.Lifetime);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(address.AbsoluteUri, cookie)).StatusCode);
    }

    [Fact]
    public async Task Cookie_BesideOneThatAPageSet_StillCounts()
    {
        var (address, cookie) = await fixture.OpenAsync(_client, _project);
        using var response = await GetAsync(address.AbsoluteUri, $"{PreviewCookie.Name}=junk; {cookie}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Member_Removed_MeetsNothing()
    {
        var (address, cookie) = await fixture.OpenAsync(_client, _project);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(address.AbsoluteUri, cookie)).StatusCode);
        await using var db = await fixture.ContextAsync();
        await db.Set<Membership>().Where(m => m.ProjectId == _project).ExecuteDeleteAsync(Ct);
        fixture.Services.GetRequiredService<SandboxRevocations>().RevokeActor(_sandbox, "owner");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(address.AbsoluteUri, cookie)).StatusCode);
    }

    [Fact]
    public async Task SecurityStamp_Changed_EndsTheCookie()
    {
        var (project, sandbox) = await fixture.AddProjectAsync("viewer");
        fixture.Provider.Listen(sandbox, 5173, _app!.EndPoint);
        var (address, cookie) = await fixture.OpenAsync(_client, project, "viewer");
        await using var db = await fixture.ContextAsync();
        await db.Set<AppUser>().Where(u => u.Id == "viewer").ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, "2"), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(address.AbsoluteUri, cookie)).StatusCode);
    }

    private Task<HttpResponseMessage> EnterAsync(PreviewInvitation invitation, string path = "/") =>
        PreviewFixture.PostTicketAsync(_client, invitation.Action, invitation.Ticket, path);

    private async Task<HttpResponseMessage> GetAsync(string address, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await _client.SendAsync(request, Ct);
    }
}
