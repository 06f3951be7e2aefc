using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AuraWeb.E2E;

/// <summary>Asks axe about a page.</summary>
internal static class Accessibility
{
    /// <summary>Fails when there is anything serious or critical.</summary>
    public static async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var faults = found.Violations
            .Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{page.Url}: {fault.Id}: {fault.Help}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}")
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
