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
        await new SignInPage(page).SignInAsync(Account.Administrator);

        await page.WaitForURLAsync("**/projects");
        Assert.Equal(Shared.Aura.Address.Authority, new Uri(page.Url).Authority);
    }
}
