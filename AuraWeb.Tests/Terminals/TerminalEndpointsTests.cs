using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Terminals;

namespace AuraWeb.Tests.Terminals;

/// <summary>The list of terminals over HTTP.</summary>
public sealed class TerminalEndpointsTests(TerminalHost host) : IClassFixture<TerminalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Terminals => new(host.Address, $"/sandboxes/{host.Sandbox}/terminals");

    [Fact]
    public async Task OpenListClose_OfAnEditor_KeepsNumbersFree()
    {
        using var editor = await ClientAsync("editor");
        var first = await OpenAsync(editor);
        var second = await OpenAsync(editor);
        Assert.Equal(["Terminal 1", "Terminal 2"], [first.GetProperty("title").GetString()!, second.GetProperty("title").GetString()!]);
        using (var closed = await editor.DeleteAsync(new Uri($"{Terminals}/{first.GetProperty("id").GetString()}"), Cancel))
        {
            Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        }

        Assert.Equal("Terminal 1", (await OpenAsync(editor)).GetProperty("title").GetString());
        using var viewer = await ClientAsync("viewer");
        var list = await viewer.GetFromJsonAsync<JsonElement>(Terminals, Cancel);
        Assert.Equal(2, list.GetArrayLength());
        Assert.True(list[0].GetProperty("running").GetBoolean());
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("stranger", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Open_WhoMayNot_IsRefused(string? person, HttpStatusCode expected)
    {
        using var client = await ClientAsync(person);
        using var answer = await client.PostAsJsonAsync(Terminals, new { cols = 80, rows = 24 }, Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("RequestVerificationToken", null, HttpStatusCode.BadRequest)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", null, HttpStatusCode.Forbidden)]
    public async Task Open_FromAnotherPage_IsRefused(string header, string? value, HttpStatusCode expected)
    {
        using var client = await ClientAsync("owner");
        client.DefaultRequestHeaders.Remove(header);
        if (value is not null)
        {
            client.DefaultRequestHeaders.Add(header, value);
        }

        using var answer = await client.PostAsJsonAsync(Terminals, new { cols = 80, rows = 24 }, Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task OpenAsync_Person_IsGitsAuthor()
    {
        var actor = Actor.Person(new CurrentUser("owner", "Olga O", "olga@example.org", false));
        var request = new AuraWeb.Sandboxes.TerminalRequest(RandomId.New(), "Run", 80, 24) { Argv = ["/bin/bash", "-c", "env | grep ^GIT_ | sort; sleep 60"] };
        var opened = await host.Get<TerminalService>().OpenAsync(actor, host.Sandbox, request, Cancel);
        using var page = await TerminalPage.OpenAsync(host, "owner", opened.Value.Id);
        await page.UntilAsync("GIT_COMMITTER_NAME=Olga O");
        Assert.Contains("GIT_AUTHOR_EMAIL=olga@example.org", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonElement> OpenAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(Terminals, new { cols = 80, rows = 24 }, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private async Task<HttpClient> ClientAsync(string? person)
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        if (person is null)
        {
            return client;
        }

        var session = await host.SignInAsync(person);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/test/token"));
        request.Headers.Add("Cookie", session);
        using var answer = await client.SendAsync(request, Cancel);
        var token = await answer.Content.ReadAsStringAsync(Cancel);
        client.DefaultRequestHeaders.Add("Cookie", $"{session}; {answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]}");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        return client;
    }
}
