using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The page behind the one-time link.</summary>
public sealed class FirstRunPage(IPage page)
{
    /// <summary>Opens the printed link and makes the first administrator, who is then signed in.</summary>
    public async Task CreateAdministratorAsync(AuraProcess aura, Credentials account)
    {
        await page.GotoAsync(aura.FirstLink!.ToString());
        await page.GetByLabel("Name").FillAsync(account.Name);
        await page.GetByLabel("Email").FillAsync(account.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(account.Password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/projects");
    }
}
