using System.Net;
using System.Net.WebSockets;

namespace AuraWeb.Tests.Previews;

/// <summary>Whose pages may use a preview.</summary>
public sealed class PreviewOriginTests(PreviewFixture fixture) : PreviewTests(fixture)
{
    [Fact]
    [Trait("Case", "X12")]
    public async Task Origin_OfAnotherProject_CannotSendOrOpenASocket()
    {
        var (_, attacker) = await Fixture.AddProjectAsync("other");
        var before = App.Requests;
        foreach (var origin in new[] { Origin.Replace(Sandbox, attacker, StringComparison.Ordinal), "http://localhost:1", "null", "https://example.org", Origin + ".example.org" })
        {
            await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(origin));
            using var request = Request("/");
            request.Method = HttpMethod.Post;
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using var response = await Client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var image = Request("/");
        image.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-site");
        image.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "no-cors");
        Assert.Equal(HttpStatusCode.Forbidden, (await Client.SendAsync(image, Ct)).StatusCode);
        Assert.Equal(before, App.Requests);
        using var own = await ConnectAsync(Origin);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task Origin_OfAnotherPortOfTheSandbox_IsMappedBothWays()
    {
        var sibling = Origin.Replace(Sandbox, $"{Sandbox}-3000", StringComparison.Ordinal);
        using var request = Request("/?header=Access-Control-Allow-Origin:http%3A%2F%2Flocalhost%3A3000");
        request.Headers.TryAddWithoutValidation("Origin", sibling);
        request.Headers.TryAddWithoutValidation("Referer", sibling + "/page?x");
        using var response = await Client.SendAsync(request, Ct);
        var seen = await response.Content.ReadAsStringAsync(Ct);
        Assert.Contains("Origin: http://localhost:3000\n", seen, StringComparison.Ordinal);
        Assert.Contains("Referer: http://localhost:3000/page?x\n", seen, StringComparison.Ordinal);
        Assert.Equal(sibling, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }
}
