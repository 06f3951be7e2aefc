using System.Runtime.CompilerServices;
using AuraWeb.Bench.Terminals;

namespace AuraWeb.Bench.Processes;

/// <summary>What AuraWeb and a terminal have in memory.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int Many = 10;
    private const double IdleGoal = 150;
    private const double TerminalGoal = 1.5;
    private const double BusyGoal = 220;

    public string Name => "memory";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        // A process of its own: what other benchmarks left in memory is not this one's business.
        await using var context = await BenchContext.StartAsync(ct);
        await Task.Delay(TimeSpan.FromSeconds(20), ct);
        var idle = ProcessMemory.PssMegabytes(context.Aura.ProcessId);
        yield return Row("memory (PSS) of AuraWeb, idle", idle, IdleGoal);

        var clients = new List<IDisposable>();
        for (var i = 0; i < Many; i++)
        {
            var sandbox = await context.SandboxOfAsync(await context.CreateProjectAsync($"memory {i}", "node-ts", ct), setUp: true, ct);
            clients.Add(await TerminalClient.OpenAsync(context, sandbox, ct));
        }

        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        yield return Row("memory (PSS) of a terminal: conmon and shell", TerminalMegabytes(), TerminalGoal);

        await using var pages = await OpenPages.OpenAsync(context, ct);
        await Task.Delay(TimeSpan.FromSeconds(20), ct);
        yield return Row("memory (PSS) of AuraWeb with 10 sandboxes, 10 terminals, 10 open workspaces", ProcessMemory.PssMegabytes(context.Aura.ProcessId), BusyGoal);
        clients.ForEach(client => client.Dispose());
    }

    private static Measure Row(string name, double megabytes, double goal) =>
        new(name, Sample.Format(megabytes, "MB"), "—", "—", null, $"≤ {goal} MB", megabytes <= goal);

    // Over all terminals of this host that have a shell: the median of conmon with what it holds.
    private static double TerminalMegabytes()
    {
        var sample = new Sample();
        foreach (var conmon in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!))
        {
            if (ProcessMemory.NameOf(conmon) == "conmon" && ProcessMemory.ChildrenOf(conmon) is [var shell, ..])
            {
                sample.Add(ProcessMemory.PssMegabytes(conmon) + ProcessMemory.PssMegabytes(shell));
            }
        }

        return sample.P50;
    }
}
