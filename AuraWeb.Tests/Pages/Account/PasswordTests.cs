using System.Net;

namespace AuraWeb.Tests.Pages.Account;

/// <summary>Changing one's password.</summary>
public sealed class PasswordTests(AuraApp app) : IClassFixture<AuraApp>
{
    [Fact]
    public async Task Change_WithTheCurrentPassword_HoldsAndKeepsThisSession()
    {
        var user = await app.CreateUserAsync("changer@example.org");
        using var client = app.Visitor();
        using var signedIn = await client.SignInAsync(user.Email!);
        await client.GetPageAsync("/account/password");

        using (var wrong = await client.PostAsync("/account/password", ("Current", "not the password"), ("Form.Password", "a newer harbour 43")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using (var changed = await client.PostAsync("/account/password", ("Current", AuraApp.Password), ("Form.Password", "a newer harbour 43")))
        {
            Assert.Equal("/account/password?changed=true", changed.Headers.Location?.OriginalString);
        }

        using var still = await client.GetAsync("/projects");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        using var other = app.Visitor();
        using var old = await other.SignInAsync(user.Email!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
        using var newer = await other.SignInAsync(user.Email!, "a newer harbour 43");
        Assert.Equal("/projects", newer.Headers.Location?.OriginalString);
    }
}
