using System.Net;

namespace AuraWeb.Tests.Identity;

/// <summary>What somebody gets whose session has ended.</summary>
[Trait("Case", "A1")]
public sealed class SessionEndTests(AuraApp app) : IClassFixture<AuraApp>
{
    [Fact]
    public async Task Session_ThatEnded_MovesTheWholePageOfAnHtmxRequest()
    {
        using var client = app.Visitor();

        using var response = await client.SendAsync(
            HttpMethod.Get, "/projects", ("HX-Request", "true"), ("HX-Current-URL", $"{client.Origin}/projects/abc?tab=2"), ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("/account/sign-in?returnUrl=%2Fprojects%2Fabc%3Ftab%3D2", response.Headers.GetValues("HX-Redirect").Single());
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Session_ThatEnded_IsNotSentToAForeignPage()
    {
        using var client = app.Visitor();

        using var response = await client.SendAsync(HttpMethod.Get, "/projects", ("HX-Request", "true"), ("HX-Current-URL", "https://evil.example/x"));

        Assert.Equal("/account/sign-in", response.Headers.GetValues("HX-Redirect").Single());
    }

    [Fact]
    public async Task Session_ThatEnded_SendsAPageToSignInAndBack()
    {
        using var client = app.Visitor();

        using var response = await client.GetAsync("/projects/new?x=1");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/account/sign-in?returnUrl=%2Fprojects%2Fnew%3Fx%3D1", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/projects/abcdefghabcdefgh/files/content?path=/workspace/a", "text/html")]
    [InlineData("/projects/abcdefghabcdefgh/files/tree", "*/*")]
    [InlineData("/projects", "application/json")]
    public async Task Session_ThatEnded_GivesScriptsAndDownloadsTheBareStatus(string path, string accept)
    {
        using var client = app.Visitor();

        using var response = await client.SendAsync(HttpMethod.Get, path, ("Accept", accept));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain("password", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfSomebodySignedIn_IsAskedForNothing()
    {
        using var client = await app.SignedInAsync();

        using var response = await client.SendAsync(HttpMethod.Get, "/projects", ("HX-Request", "true"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
