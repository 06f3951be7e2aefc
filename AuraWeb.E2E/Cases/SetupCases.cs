using AuraWeb.E2E.PageObjects;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>What a person sees while a project is set up.</summary>
public sealed class SetupCases(SharedAura shared) : Journey(shared)
{
    [Fact]
    public async Task Log_WhilePackagesAreInstalled_FollowsUntilScrolledAndCanBeCopied()
    {
        var page = await OpenBrowserAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await new NewProjectPage(page).CreateAsync("react-ts", "Logged");
        var log = page.GetByTestId("setup-log");
        await Assertions.Expect(log.GetByText("Following")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(log).ToContainTextAsync("http fetch", new() { Timeout = 30_000 });
        // The page stays as it is, however fast the rest goes.
        await page.RouteAsync("**/projects/**", route => route.AbortAsync("aborted"));
        await Assertions.Expect(log).ToContainTextAsync("added", new() { Timeout = 60_000 });

        var follow = log.GetByRole(AriaRole.Button, new() { Name = "Follow" });
        await Assertions.Expect(follow).ToBeHiddenAsync();
        await log.Locator(".xterm").HoverAsync();
        await page.Mouse.WheelAsync(0, -400);
        await Assertions.Expect(follow).ToBeVisibleAsync();
        await Assertions.Expect(log.GetByText("Following")).ToBeHiddenAsync();
        await follow.ClickAsync();
        await Assertions.Expect(follow).ToBeHiddenAsync();

        await log.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(log.GetByText("Copied")).ToBeVisibleAsync();
        Assert.Matches(@"http fetch[\s\S]*added \d+ packages", await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }
}
