namespace AuraWeb.Bench;

/// <summary>Runs the benchmarks that the arguments name, or all, and writes the report.</summary>
internal static class Runner
{
    private static readonly IBenchmark[] All =
    [
        new Sandboxes.CreateBenchmark(),
        new Sandboxes.CommandBenchmark(),
        new Terminals.EchoBenchmark(),
        new Terminals.ThroughputBenchmark(),
        new Previews.PreviewBenchmark(),
        new Pages.WorkspaceBenchmark(),
        new Processes.MemoryBenchmark(),
    ];

    public static async Task<int> RunAsync(string[] names, CancellationToken ct)
    {
        var chosen = names.Length == 0 ? All : All.Where(b => names.Contains(b.Name, StringComparer.Ordinal)).ToArray();
        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"There is no benchmark of that name. There are: {string.Join(", ", All.Select(b => b.Name))}.");
            return 2;
        }

        var measures = new List<Measure>();
        var failed = 0;
        var server = new Lazy<Task<BenchContext>>(() => BenchContext.StartAsync(ct));
        foreach (var benchmark in chosen)
        {
            await Console.Error.WriteLineAsync($"bench: {benchmark.Name}");
            try
            {
                await foreach (var measure in benchmark.RunAsync(server, ct))
                {
                    await Console.Error.WriteLineAsync($"  {measure.Name}: {measure.P50} (reference {measure.Reference})");
                    measures.Add(measure);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The others are still worth measuring; the exit code tells.
                await Console.Error.WriteLineAsync($"  {benchmark.Name} could not be measured: {e}");
                failed++;
            }

            if (names.Length == 0)
            {
                await Report.WriteAsync(E2E.Harness.Repository.Root, measures, ct);
            }
        }

        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }

        Report.Print(measures);
        return failed == 0 ? 0 : 1;
    }
}
