using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Files;

namespace AuraWeb.Tests.Sandboxes.Local.Files;

public sealed class SandboxUserTests
{
    [Fact]
    public void SandboxUser_HostRoot_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxUser(0, 0));

    [Fact]
    public async Task Call_FromManyThreads_LeavesEveryThreadTheHostsOwn()
    {
        using var content = new TemporaryContent();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), TestContext.Current.CancellationToken, async (i, ct) =>
        {
            await content.Files.WriteAsync(SandboxPath.Parse($"{i % 20}"), new MemoryStream([1]), WriteCondition.Always, ct);
            await content.Files.ListAsync(SandboxPath.Workspace, ct);
            if (i % 200 == 0)
            {
                // Threads that start while others are in a call.
                new Thread(() => Thread.Sleep(1_000)).Start();
                GC.Collect();
            }
        });

        // A thread of another test may be in a call right now, but none for ever.
        var strange = Tasks();
        for (var look = 0; look < 500 && strange.Count > 0; look++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            strange.RemoveAll(IsHosts);
        }

        Assert.All(strange, task => Assert.True(IsHosts(task), task));
    }

    private static List<string> Tasks() => [.. Directory.GetDirectories("/proc/self/task")];

    private static bool IsHosts(string task)
    {
        try
        {
            var status = File.ReadAllLines(Path.Combine(task, "status"));
            return status.Any(line => line.StartsWith("Uid:", StringComparison.Ordinal) && line.EndsWith("\t0", StringComparison.Ordinal))
                && status.Any(line => line.StartsWith("Gid:", StringComparison.Ordinal) && line.EndsWith("\t0", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // The thread has ended.
            return true;
        }
    }
}
