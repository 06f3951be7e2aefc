using System.Net;
using System.Text.RegularExpressions;
using AuraWeb.Hosting;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Pages.Account;

/// <summary>How somebody becomes an administrator.</summary>
public sealed partial class FirstLinkTests
{
    [Fact]
    public async Task FirstLink_OnANewServer_MakesOneAdministratorOnce()
    {
        await using var app = new AuraApp();
        var code = CodeIn(app.Output.ToString());
        using var client = app.Visitor();

        await client.GetPageAsync($"/account/first?code={code}");
        using (var tooShort = await ClaimAsync(client, code, "mina@example.org", "short"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.StatusCode);
        }

        using (var claimed = await ClaimAsync(client, code, "mina@example.org", AuraApp.Password))
        {
            Assert.Equal("/projects", claimed.Headers.Location?.OriginalString);
        }

        Assert.True((await FindAsync(app, "mina@example.org")).IsAdministrator);
        using var other = app.Visitor();
        await other.GetPageAsync("/account/sign-in");
        using var again = await ClaimAsync(other, code, "eve@example.org", AuraApp.Password);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task AdminLink_BesideARunningServer_UnlocksAndPromotesTheAccountOfThatEmail()
    {
        await using var app = new AuraApp();
        await app.CreateUserAsync("mina@example.org");
        await LockAsync(app, "mina@example.org");
        var code = await AdminLinkAsync(app);
        using var client = app.Visitor();
        await client.GetPageAsync($"/account/first?code={code}");

        using var claimed = await ClaimAsync(client, code, "MINA@example.org", "another harbour 43");

        Assert.Equal("/projects", claimed.Headers.Location?.OriginalString);
        var user = await FindAsync(app, "mina@example.org");
        Assert.True(user.IsAdministrator);
        Assert.Null(user.LockoutEnd);
        using var fresh = app.Visitor();
        using var signedIn = await fresh.SignInAsync("mina@example.org", "another harbour 43");
        Assert.Equal("/projects", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task AdminLink_OfAnotherMake_EndsTheFirst()
    {
        await using var app = new AuraApp();
        var first = CodeIn(app.Output.ToString());
        await AdminLinkAsync(app);
        using var client = app.Visitor();

        using var response = await client.GetAsync($"/account/first?code={first}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Task<HttpResponseMessage> ClaimAsync(AuraClient client, string code, string email, string password) => client.PostAsync(
        "/account/first", ("code", code), ("Form.Name", "Mina Kovač"), ("Form.Email", email), ("Form.Password", password));

    private static async Task<string> AdminLinkAsync(AuraApp app)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        Assert.Equal(0, await new AdminLinkCommand(app.Data, null, output, error).RunAsync());
        Assert.Contains($"{app.Address.GetLeftPart(UriPartial.Authority)}/account/first?code=", output.ToString(), StringComparison.Ordinal);
        return CodeIn(output.ToString());
    }

    private static async Task LockAsync(AuraApp app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        await users.SetLockoutEndDateAsync((await users.FindByEmailAsync(email))!, DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task<AppUser> FindAsync(AuraApp app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(email))!;
    }

    private static string CodeIn(string text) => Code().Match(text).Groups[1].Value;

    [GeneratedRegex(@"/account/first\?code=(\S+)")]
    private static partial Regex Code();
}
