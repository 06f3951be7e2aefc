using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace AuraWeb.Bench.Sandboxes;

/// <summary>From the POST that creates a sandbox to the first output of a command in it, beside the same steps by a script.</summary>
internal sealed class CreateBenchmark : IBenchmark
{
    private const int Rounds = 20;
    private const double Goal = 1.5;

    // A reference this slow says more about the machine than about us.
    private const double SlowReference = 100;

    public string Name => "create";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        var context = await server.Value;
        using var reference = await CreateReference.PrepareAsync(context, await context.SharedSandboxAsync(ct), ct);
        Sample ours = new(), script = new();
        for (var round = 0; round < Rounds + 2; round++)
        {
            var (mine, raw) = round < 2 ? (new Sample(), new Sample()) : (ours, script);
            await CreateAsync(context, mine, $"round {round}", ct);
            await reference.RunAsync(raw, ct);
        }

        var ratio = ours.P50 / script.P50;
        yield return new(
            "POST that creates a sandbox → first command output", Sample.Format(ours.P50), Sample.Format(ours.P95),
            $"the same steps by a script {Sample.Format(script.P50)}", ratio, "p50 ≤ 1.5 ×, reference ≤ 100 ms",
            ratio <= Goal && script.P50 <= SlowReference);
    }

    private static async Task CreateAsync(BenchContext context, Sample sample, string name, CancellationToken ct)
    {
        var form = await context.ReadFormAsync(new Uri(context.Aura.Address, "projects/new"), ct);
        form.Values["Form.Name"] = name;
        form.Values["Form.Template"] = "node-ts";
        var project = "";
        await sample.TimeAsync(async () =>
        {
            project = (await context.PostFormAsync(form, ct)).Segments[2].TrimEnd('/');
            var sandbox = await context.SandboxOfAsync(project, setUp: false, ct);
            using var socket = await context.ConnectTerminalAsync(sandbox, await context.OpenTerminalAsync(sandbox, ct), ct);
            var buffer = new byte[4096];
            while ((await socket.ReceiveAsync(buffer, ct)).MessageType != WebSocketMessageType.Binary)
            {
                // The greeting of the protocol comes first.
            }
        });
        await context.DeleteProjectAsync(project, name, ct);
    }
}
