using System.Diagnostics;
using System.Text.Json.Nodes;
using AuraWeb.E2E.Harness;

namespace AuraWeb.Bench.Sandboxes;

/// <summary>Runs <c>reference.sh</c> with the description, rules and user range of a sandbox that AuraWeb made.</summary>
internal sealed class CreateReference : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("auraweb-reference-").FullName;
    private readonly string _run;
    private int _count;

    private CreateReference(string run) => _run = run;

    private long BaseUser { get; set; }

    public static async Task<CreateReference> PrepareAsync(BenchContext context, string sandbox, CancellationToken ct)
    {
        var run = Path.Combine("/run/auraweb", (await File.ReadAllTextAsync(Path.Combine(context.Aura.Data, "id"), ct)).Trim());
        var reference = new CreateReference(run);
        var running = Path.Combine(run, "sandboxes", sandbox);
        var text = await File.ReadAllTextAsync(Path.Combine(running, "config.json"), ct);
        var config = JsonNode.Parse(text)!;
        reference.BaseUser = (long)config["linux"]!["uidMappings"]![0]!["hostID"]!;
        config["linux"]!["cgroupsPath"] = "/auraweb-reference/@ID@";
        await File.WriteAllTextAsync(
            Path.Combine(reference._folder, "config.json"),
            config.ToJsonString().Replace(Path.Combine(run, "mnt", sandbox, "content"), "@CONTENT@", StringComparison.Ordinal), ct);

        var process = config["process"]!.DeepClone();
        process["args"] = new JsonArray("/bin/bash", "-l", "-c", "echo ready");
        process["cwd"] = "/workspace";
        process["user"] = new JsonObject { ["uid"] = 1000, ["gid"] = 1000 };
        await File.WriteAllTextAsync(Path.Combine(reference._folder, "exec.json"), process.ToJsonString(), ct);

        var init = (await File.ReadAllTextAsync(Path.Combine(running, "init.pid"), ct)).Trim();
        await File.WriteAllTextAsync(
            Path.Combine(reference._folder, "rules"), await CaptureAsync("nsenter", ["-t", init, "-n", "nft", "list", "ruleset"], ct), ct);
        return reference;
    }

    /// <summary>Makes one sandbox up to the first output, timed, and removes it.</summary>
    public async Task RunAsync(Sample sample, CancellationToken ct)
    {
        var id = $"reference{_count++}";
        string[] arguments =
        [
            $"--mount={Path.Combine(_run, "ns", "mnt")}", "--", "bash",
            Path.Combine(Repository.Root, "AuraWeb.Bench", "Sandboxes", "reference.sh"),
            Path.Combine(_folder, id), id, Path.Combine(_folder, "config.json"), Path.Combine(_folder, "rules"), $"{BaseUser}",
        ];
        var output = "";
        await sample.TimeAsync(async () => output = await CaptureAsync("nsenter", [.. arguments, "up"], ct));
        await CaptureAsync("nsenter", [.. arguments, "down"], ct);
        if (!output.Contains("ready", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The reference printed “{output}” instead of “ready”.");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // To the first output only: what the script started keeps its pipe open.
    private static async Task<string> CaptureAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}.");
    }
}
