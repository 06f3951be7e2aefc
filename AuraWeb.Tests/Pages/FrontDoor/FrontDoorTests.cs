using System.Net;
using AuraWeb.Data;

namespace AuraWeb.Tests.Pages.FrontDoor;

/// <summary>What every request meets.</summary>
public sealed class FrontDoorTests(AuraApp app) : IClassFixture<AuraApp>
{
    [Theory]
    [InlineData("own", "", HttpStatusCode.Redirect)]
    [InlineData("", "same-origin", HttpStatusCode.Redirect)]
    [InlineData("", "", HttpStatusCode.Redirect)]
    [InlineData("", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("", "none", HttpStatusCode.Forbidden)]
    [InlineData("null", "", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", "", HttpStatusCode.Forbidden)]
    [InlineData("http://abcdefghabcdefgh.preview.localhost", "", HttpStatusCode.Forbidden)]
    [InlineData("other port", "", HttpStatusCode.Forbidden)]
    [InlineData("other scheme", "", HttpStatusCode.Forbidden)]
    public async Task UnsafeRequest_FromAnOrigin_PassesOnlyFromOurOwn(string origin, string site, HttpStatusCode expected)
    {
        using var client = await app.SignedInAsync();
        var headers = new List<(string, string)> { ("Accept", "text/html"), ("RequestVerificationToken", client.Token) };
        if (origin.Length > 0)
        {
            headers.Add(("Origin", Named(origin, client.Origin)));
        }

        if (site.Length > 0)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        using var response = await client.SendAsync(HttpMethod.Post, "/account/sign-out", [.. headers]);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task UnsafeRequest_WithoutTheToken_IsRefused(string method)
    {
        using var client = await app.SignedInAsync();

        using var response = await client.SendAsync(new HttpMethod(method), "/projects/abcdefghabcdefgh/files/content", ("Origin", client.Origin));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [Trait("Case", "X12")]
    [InlineData("own", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://abcdefghabcdefgh.preview.localhost", HttpStatusCode.Forbidden)]
    [InlineData("other port", HttpStatusCode.Forbidden)]
    public async Task Socket_FromAnOrigin_PassesOnlyFromOurOwn(string origin, HttpStatusCode expected)
    {
        using var client = await app.SignedInAsync();
        var headers = new List<(string, string)>
        {
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        };
        if (origin.Length > 0)
        {
            headers.Add(("Origin", Named(origin, client.Origin)));
        }

        using var response = await client.SendAsync(HttpMethod.Get, $"/ws/sandboxes/{RandomId.New()}/terminals/{RandomId.New()}", [.. headers]);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/account/register", HttpStatusCode.OK)]
    [InlineData("/account/first?code=wrong", HttpStatusCode.NotFound)]
    [InlineData("/projects", HttpStatusCode.OK)]
    [InlineData("/projects/new", HttpStatusCode.OK)]
    [InlineData("/account/password", HttpStatusCode.OK)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("/error/500", HttpStatusCode.NotFound)]
    public async Task Page_OfAnyKind_IsBoundByThePolicy(string path, HttpStatusCode expected)
    {
        using var person = await app.SignedInAsync();
        using var visitor = app.Visitor();
        using var response = await (path.StartsWith("/account/", StringComparison.Ordinal) && path != "/account/password" ? visitor : person).GetAsync(path);

        Assert.Equal(expected, response.StatusCode);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());

        var page = await person.ReadAsync(response);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("script:not([src]), [style], style"));
        Assert.Contains($"'nonce-{page.Body!.GetAttribute("data-nonce")}'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAProjectOfOthers_IsTheSameAsOneThatIsNot()
    {
        using var client = await app.SignedInAsync();

        using var response = await client.GetAsync($"/projects/{RandomId.New()}/settings");
        var page = await client.ReadAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("There is nothing at this address", page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task Request_ToAHost_IsAnsweredOnlyByItsOwnNames(string host, HttpStatusCode expected)
    {
        using var client = app.Visitor();

        using var response = await client.SendAsync(HttpMethod.Get, "/account/sign-in", ("Host", $"{host}:{app.Address.Port}"));

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/icons.svg")]
    [InlineData("/favicon.svg")]
    [InlineData("/dist/site.css")]
    [InlineData("/dist/site.js")]
    [InlineData("/dist/theme.js")]
    public async Task StaticFile_ForAVisitor_HasBytes(string path)
    {
        using var client = app.Visitor();

        using var response = await client.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static string Named(string origin, string own) => origin switch
    {
        "own" => own,
        "other port" => own + "0",
        "other scheme" => own.Replace("http:", "https:", StringComparison.Ordinal),
        _ => origin,
    };
}
