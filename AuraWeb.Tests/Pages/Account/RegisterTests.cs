using System.Net;

namespace AuraWeb.Tests.Pages.Account;

/// <summary>Making an account of one's own.</summary>
public sealed class RegisterTests
{
    [Fact]
    public async Task Register_WhereItIsClosed_SaysWhomToAskAndMakesNothing()
    {
        await using var app = new AuraApp();
        await app.CreateUserAsync("tobias@example.org", isAdministrator: true);
        using var client = app.Visitor();

        var page = await client.GetPageAsync("/account/register");
        Assert.Contains("Ask tobias.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[method=post]"));

        await client.GetPageAsync("/account/sign-in");
        using var response = await RegisterAsync(client, "eve@example.org");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using var signIn = await client.SignInAsync("eve@example.org");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, signIn.StatusCode);
    }

    [Fact]
    public async Task Register_WhereItIsOpen_MakesOneAccountAnEmail()
    {
        await using var app = new AuraApp(new() { ["AURA_REGISTRATION"] = "open" });
        using var client = app.Visitor();
        await client.GetPageAsync("/account/register");
        using (var response = await RegisterAsync(client, "mina@example.org"))
        {
            Assert.Equal("/projects", response.Headers.Location?.OriginalString);
        }

        using var other = app.Visitor();
        await other.GetPageAsync("/account/register");
        using var again = await RegisterAsync(other, "MINA@Example.org");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("account with this email", (await other.ReadAsync(again)).QuerySelector("#Form-Email-error")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> RegisterAsync(AuraClient client, string email) =>
        client.PostAsync("/account/register", ("Form.Name", "Mina"), ("Form.Email", email), ("Form.Password", AuraApp.Password));
}
