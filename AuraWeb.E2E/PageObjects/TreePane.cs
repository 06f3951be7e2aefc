using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The file tree.</summary>
public sealed class TreePane(IPage page)
{
    private ILocator Tree => page.Locator("#files");

    /// <summary>Every entry, also while another pane is in front of the tree.</summary>
    public ILocator Entries => Tree.Locator("[role=treeitem]");

    /// <summary>One entry, by its path below the workspace.</summary>
    public ILocator Entry(string path) => Tree.Locator($"[role=treeitem][data-path={Quote($"/workspace/{path}")}]");

    /// <summary>Opens a file, and the folders on the way to it.</summary>
    public async Task OpenFileAsync(string path)
    {
        await RevealAsync(path);
        await RowOf(Entry(path)).ClickAsync();
    }

    /// <summary>Renames an entry by F2.</summary>
    public async Task RenameAsync(string path, string name)
    {
        await Entry(path).FocusAsync();
        await page.Keyboard.PressAsync("F2");
        var box = Tree.Locator("input.tree-input");
        await box.FillAsync(name);
        await box.PressAsync("Enter");
    }

    /// <summary>Deletes an entry by the Delete key and confirms.</summary>
    public async Task DeleteAsync(string path)
    {
        await Entry(path).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
    }

    /// <summary>Uploads a file from this machine into a folder, by the folder's menu.</summary>
    public async Task UploadAsync(string folder, string file)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(async () =>
        {
            await RowOf(Entry(folder)).ClickAsync(new() { Button = MouseButton.Right });
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Upload files" }).ClickAsync();
        });
        await chooser.SetFilesAsync(file);
    }

    /// <summary>Downloads a file by its menu.</summary>
    public async Task<IDownload> DownloadAsync(string path)
    {
        await RevealAsync(path);
        return await page.RunAndWaitForDownloadAsync(async () =>
        {
            await RowOf(Entry(path)).ClickAsync(new() { Button = MouseButton.Right });
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Download" }).ClickAsync();
        });
    }

    private async Task RevealAsync(string path)
    {
        var folders = path.Split('/')[..^1];
        for (var depth = 1; depth <= folders.Length; depth++)
        {
            var folder = Entry(string.Join('/', folders[..depth]));
            // A click would close a folder that the page has just opened by itself; this key only opens.
            await folder.PressAsync("ArrowRight");
            await Assertions.Expect(folder).ToHaveAttributeAsync("aria-expanded", "true");
        }
    }

    // An open folder's item holds its children too; the row is the line with its name.
    private static ILocator RowOf(ILocator entry) => entry.Locator("> .tree-row");

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\a ", StringComparison.Ordinal)}\"";
}
