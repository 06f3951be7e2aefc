using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The page where a person makes an account, if the policy is open.</summary>
public sealed class RegisterPage(IPage page)
{
    /// <summary>Makes an account; the person is then signed in.</summary>
    public async Task RegisterAsync(Credentials account)
    {
        await page.GotoAsync("account/register");
        await page.GetByLabel("Name").FillAsync(account.Name);
        await page.GetByLabel("Email").FillAsync(account.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(account.Password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/projects");
    }
}
