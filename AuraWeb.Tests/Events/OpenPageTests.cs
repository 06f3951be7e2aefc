using AuraWeb.Events;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Events;

public sealed class OpenPageTests
{
    [Fact]
    public async Task Take_AfterManyChanges_ToldOnceAndByFolder()
    {
        var page = new OpenPage("project");
        for (var i = 0; i < 10_000; i++)
        {
            page.FilesChanged([SandboxPath.Parse($"/workspace/src/{i}.ts")]);
            page.PortsChanged([i]);
            page.StateChanged();
        }

        var news = await page.TakeAsync(TestContext.Current.CancellationToken);

        Assert.True(news.StateChanged);
        Assert.Equal([9999], news.Ports!);
        Assert.InRange(news.Paths.Count, 1, 202);
        Assert.Contains("/workspace/src", news.Paths);
    }
}
