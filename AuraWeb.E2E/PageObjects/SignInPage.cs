using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The sign-in form.</summary>
public sealed class SignInPage(IPage page)
{
    /// <summary>Signs in on the page that shows.</summary>
    public async Task SignInAsync(Credentials account)
    {
        await page.GetByLabel("Email").FillAsync(account.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(account.Password);
        await page.Locator("main button[type=submit]").ClickAsync();
    }
}
