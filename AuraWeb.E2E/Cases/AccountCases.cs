using AuraWeb.E2E.Harness;
using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Sessions and sign-in that broke for others.</summary>
public sealed class AccountCases(SharedAura shared) : Journey(shared)
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [Trait("Case", "X7")]
    public async Task SignIn_WithAnAddressElsewhere_LandsInside(string address)
    {
        var page = await OpenBrowserAsync(signedIn: false);
        await page.GotoAsync($"account/sign-in?returnUrl={Uri.EscapeDataString(address)}");
        await new SignInPage(page).SignInAsync(Credentials.Administrator);

        await page.WaitForURLAsync("**/projects");
        Assert.Equal(Shared.Aura.Address.Authority, new Uri(page.Url).Authority);
    }

    [Fact]
    [Trait("Case", "A1")]
    public async Task Session_ThatEnded_MovesTheWholePageToSignInAndBack()
    {
        var address = await Shared.ProjectAsync();
        var page = await OpenBrowserAsync();
        await page.GotoAsync(address);
        var workspace = new WorkspacePage(page);
        await workspace.WaitUntilReadyAsync();

        // By now the page asks for nothing any more: it is the click that meets the ended session.
        await workspace.Terminal.OpenAnotherAsync();
        await page.Context.ClearCookiesAsync();
        await page.GetByTestId("stop").ClickAsync();

        await page.WaitForURLAsync("**/account/sign-in?**");
        await Assertions.Expect(page.GetByTestId("tree")).ToHaveCountAsync(0);
        await new SignInPage(page).SignInAsync(Credentials.Administrator);
        await page.WaitForURLAsync(address);
        await workspace.WaitForStateAsync("Running");
    }
}
