using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.PageObjects;

/// <summary>The preview.</summary>
public sealed class PreviewPane(IPage page)
{
    /// <summary>What the app shows.</summary>
    public IFrameLocator App => page.FrameLocator("[data-testid=preview]");

    /// <summary>The app's frame, once it shows a page of a preview's host.</summary>
    public Task<IFrame> FrameAsync() => Eventually.GetAsync(
        "the preview to load",
        () => Task.FromResult(page.Frames.FirstOrDefault(frame => new Uri(frame.Url).Host.EndsWith(".preview.localhost", StringComparison.Ordinal))!),
        frame => frame is not null);

    /// <summary>Goes to another address of the app, by the address bar.</summary>
    public async Task GoToAsync(string path)
    {
        var address = page.GetByTestId("preview-address");
        await address.FillAsync(path);
        await address.PressAsync("Enter");
    }

    /// <summary>Opens what it shows in a tab of its own.</summary>
    public Task OpenTabAsync() => page.Locator("[data-part=open]").ClickAsync();

    /// <summary>Waits until the app shows a text.</summary>
    public Task WaitForTextAsync(string text) => Assertions.Expect(App.Locator("body")).ToContainTextAsync(text, new() { Timeout = 30_000 });
}
