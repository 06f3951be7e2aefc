using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The page that starts a project.</summary>
public sealed class NewProjectPage(IPage page)
{
    /// <summary>Makes a project and lands on its page, which shows it being set up.</summary>
    /// <returns>Address of the project.</returns>
    public async Task<string> CreateAsync(string template, string name)
    {
        await page.GotoAsync("projects/new");
        await page.Locator($"input[type=radio][value={template}]").CheckAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await page.WaitForURLAsync(url => Path.GetFileName(new Uri(url).AbsolutePath) is not ("new" or "projects"));
        return page.Url;
    }
}
