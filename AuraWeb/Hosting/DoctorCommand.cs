using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Hosting;

/// <summary><c>doctor [--json]</c>: what this host can and cannot give, and what to do about each.</summary>
public sealed class DoctorCommand(bool asJson) : ICommand
{
    private const int Port = 5080;
    private const long LittleSpace = 5L << 30;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
        var options = configuration.GetSection(LocalOptions.Section).Get<LocalOptions>() ?? new LocalOptions();
        var data = configuration["AURA_DATA"] is { Length: > 0 } named ? named : "/var/lib/auraweb";
        HostFinding[] findings = [.. new HostCheck(new HostPrograms(), options).Run(), Space(data), FreePort()];
        await Console.Out.WriteLineAsync(asJson ? JsonSerializer.Serialize(findings, Json) : Text(findings));
        return findings.Any(finding => finding.Level == FindingLevel.Missing) ? 1 : 0;
    }

    private static HostFinding Space(string data)
    {
        var folder = Path.GetFullPath(data);
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var detail = $"{free >> 30} GB free for {data}";
        return free > LittleSpace
            ? new("disk", FindingLevel.Ok, detail, null)
            : new("disk", FindingLevel.Degraded, detail, "A sandbox may take 10 GB. Make space, or set AURA_DATA to a folder on a larger disk.");
    }

    private static HostFinding FreePort()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, Port);
            listener.Start();
            return new($"port {Port}", FindingLevel.Ok, "free", null);
        }
        catch (SocketException)
        {
            return new($"port {Port}", FindingLevel.Degraded, "in use, perhaps by AuraWeb itself", "If not, start with another: ./aura up --urls http://127.0.0.1:6100");
        }
    }

    private static string Text(IReadOnlyList<HostFinding> findings)
    {
        var width = findings.Max(finding => finding.Name.Length);
        var lines = findings.SelectMany(finding => new[]
        {
            $"{Mark(finding.Level),-9} {finding.Name.PadRight(width)}  {finding.Detail}",
            finding.Advice is null ? null : $"{string.Empty,-9} {string.Empty.PadRight(width)}  → {finding.Advice}",
        });
        var missing = findings.Count(finding => finding.Level == FindingLevel.Missing);
        var summary = missing == 0 ? "This host can run sandboxes." : $"This host cannot run sandboxes yet: {missing} things are missing.";
        return string.Join('\n', lines.Where(line => line is not null).Append(string.Empty).Append(summary));
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.Degraded => "degraded",
        _ => "MISSING",
    };
}
