using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuraWeb.Bench.Terminals;

namespace AuraWeb.Bench.Previews;

/// <summary>Requests a second through a preview, beside an nginx with keep-alive that proxies to the same server from its network namespace.</summary>
internal sealed partial class PreviewBenchmark : IBenchmark
{
    private const int Rounds = 3;
    private const int Port = 8080;
    private const int ReferencePort = 8081;

    private static readonly byte[] Done = [1, (byte)'D', (byte)'N'];

    public string Name => "preview";

    public async IAsyncEnumerable<Measure> RunAsync(Lazy<Task<BenchContext>> server, [EnumeratorCancellation] CancellationToken ct)
    {
        var context = await server.Value;
        var project = await context.CreateProjectAsync("preview", "node-ts", ct);
        var sandbox = await context.SandboxOfAsync(project, setUp: true, ct);
        using var terminal = await TerminalClient.OpenAsync(context, sandbox, ct);
        await StartServerAsync(terminal, ct);
        var init = await InitOfAsync(context, sandbox, ct);
        var folder = Directory.CreateTempSubdirectory("auraweb-nginx-").FullName;
        using var reference = await StartReferenceAsync(folder, init, ct);
        var (host, cookie) = await EnterAsync(context, project, ct);
        foreach (var (file, name, goal) in new[] { ("1k", "1 KB", 0.6), ("1m", "1 MB", 1.0) })
        {
            Sample ours = new(), theirs = new();
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await MeasureAsync("wrk", ["-H", $"Host: {host}", "-H", $"Cookie: {cookie}", $"http://127.0.0.1:{context.Aura.Address.Port}/{file}"], ct));
                theirs.Add(await MeasureAsync("nsenter", ["-t", init, "-n", "wrk", $"http://127.0.0.1:{ReferencePort}/{file}"], ct));
            }

            var ratio = ours.P50 / theirs.P50;
            yield return new(
                $"preview, {name}, 32 connections", Sample.Format(ours.P50, "requests/s"), "—", $"nginx with keep-alive {Sample.Format(theirs.P50, "requests/s")}",
                ratio, string.Create(CultureInfo.InvariantCulture, $"≥ {goal} ×"), ratio >= goal);
        }

        reference.Kill(entireProcessTree: true);
        await reference.WaitForExitAsync(ct);
        Directory.Delete(folder, recursive: true);
        await context.DeleteProjectAsync(project, "preview", ct);
    }

    private static async Task StartServerAsync(TerminalClient terminal, CancellationToken ct)
    {
        const string config = """
            worker_processes 1; daemon off; pid /tmp/n/pid; error_log /tmp/n/error;
            events { worker_connections 512; }
            http { access_log off; keepalive_requests 100000000; client_body_temp_path /tmp/n/a; proxy_temp_path /tmp/n/b; fastcgi_temp_path /tmp/n/c;
              uwsgi_temp_path /tmp/n/d; scgi_temp_path /tmp/n/e; server { listen 127.0.0.1:8080; root /tmp/n/www; } }
            """;
        await terminal.TypeAsync(
            "mkdir -p /tmp/n/www; head -c 1024 /dev/zero > /tmp/n/www/1k; head -c 1048576 /dev/zero > /tmp/n/www/1m; "
            + $"echo '{config.ReplaceLineEndings(" ")}' > /tmp/n/conf; nginx -c /tmp/n/conf & until (: </dev/tcp/127.0.0.1/8080) 2>/dev/null; do sleep 0.1; done; printf '\\001DN'\n", ct);
        await terminal.ReadUntilAsync(Done, ct);
    }

    private static async Task<string> InitOfAsync(BenchContext context, string sandbox, CancellationToken ct)
    {
        var id = (await File.ReadAllTextAsync(Path.Combine(context.Aura.Data, "id"), ct)).Trim();
        return (await File.ReadAllTextAsync($"/run/auraweb/{id}/sandboxes/{sandbox}/init.pid", ct)).Trim();
    }

    // Default buffers; the only thing set is that connections to the server are kept.
    private static async Task<Process> StartReferenceAsync(string folder, string init, CancellationToken ct)
    {
        var config = $$"""
            worker_processes 1; daemon off; pid {{folder}}/pid; error_log {{folder}}/error;
            events { worker_connections 512; }
            http {
              access_log off; keepalive_requests 100000000;
              client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
              upstream app { server 127.0.0.1:{{Port}}; keepalive 64; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:{{ReferencePort}};
                location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }
              }
            }
            """;
        var file = Path.Combine(folder, "conf");
        await File.WriteAllTextAsync(file, config, ct);
        var process = Process.Start("nsenter", ["-t", init, "-n", "nginx", "-c", file]);
        var listening = string.Create(CultureInfo.InvariantCulture, $":{ReferencePort:X4} ");
        while (!(await File.ReadAllTextAsync($"/proc/{init}/net/tcp", ct)).Contains(listening, StringComparison.Ordinal))
        {
            await Task.Delay(20, ct);
        }

        return process;
    }

    // By a ticket, as the workspace does it.
    private static async Task<(string Host, string Cookie)> EnterAsync(BenchContext context, string project, CancellationToken ct)
    {
        using var asked = await context.PostAsync(
            $"projects/{project}/preview/ticket", new FormUrlEncodedContent(new Dictionary<string, string> { ["port"] = $"{Port}", ["path"] = "/" }), ct);
        asked.EnsureSuccessStatusCode();
        using var ticket = await JsonDocument.ParseAsync(await asked.Content.ReadAsStreamAsync(ct), default, ct);
        var action = new Uri(ticket.RootElement.GetProperty("action").GetString()!);
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{action.Port}{action.AbsolutePath}")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["ticket"] = ticket.RootElement.GetProperty("ticket").GetString()!, ["path"] = "/" }),
        };
        request.Headers.Host = action.Authority;
        request.Headers.Add("Origin", context.Aura.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await client.SendAsync(request, ct);
        var cookie = answer.Headers.GetValues("Set-Cookie").First(value => value.StartsWith("__Host-", StringComparison.Ordinal));
        return (action.Authority, cookie.Split(';')[0]);
    }

    private static async Task<double> MeasureAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        string[] options = ["-c32", "-t1", "-d5s"];
        var all = arguments.ToList();
        all.InsertRange(program == "wrk" ? 0 : all.IndexOf("wrk") + 1, options);
        using var process = Process.Start(new ProcessStartInfo(program, all) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Requests failed: {output}");
        }

        return double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
