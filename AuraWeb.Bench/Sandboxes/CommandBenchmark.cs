using System.Runtime.CompilerServices;
using System.Text.Json;
using AuraWeb.Access;
using AuraWeb.Sandboxes;

namespace AuraWeb.Bench.Sandboxes;

/// <summary>A command's round trip through the door, beside a bare <c>crun exec</c> of the same process.</summary>
internal sealed class CommandBenchmark : IBenchmark
{
    private const int Rounds = 120;
    private const double Goal = 1.3;

    public string Name => "command";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var door = await LocalDoor.StartAsync(ct);
        var spec = Path.Combine(door.Paths.Running(door.SandboxId), "bench.json");
        await File.WriteAllBytesAsync(spec, JsonSerializer.SerializeToUtf8Bytes(
            door.Specs.ForUser(["/usr/bin/true"], "/workspace", new Dictionary<string, string>())), ct);

        Sample ours = new(), reference = new();
        for (var round = 0; round < Rounds + 10; round++)
        {
            var (mine, raw) = round < 10 ? (new Sample(), new Sample()) : (ours, reference);
            await mine.TimeAsync(() => ExecuteAsync(door, ct));
            await raw.TimeAsync(async () =>
                (await door.Launcher.RunAsync(door.Runtime.Program, [.. door.Runtime.GlobalArguments, "exec", "--process", spec, door.SandboxId], ct))
                    .EnsureSuccess("crun exec"));
        }

        var ratio = ours.P50 / reference.P50;
        yield return new(
            "command round trip", Sample.Format(ours.P50), Sample.Format(ours.P95),
            $"`crun exec` {Sample.Format(reference.P50)}", ratio, "p50 ≤ 1.3 ×", ratio <= Goal);
    }

    private static async Task ExecuteAsync(LocalDoor door, CancellationToken ct)
    {
        var session = await door.OpenAsync(Operation.Execute, ct);
        await foreach (var happened in session.Commands.ExecuteAsync(new CommandRequest(["/usr/bin/true"]), ct))
        {
            if (happened is not CommandExited { Code: 0 })
            {
                throw new InvalidOperationException($"The command failed: {happened}.");
            }
        }
    }
}
