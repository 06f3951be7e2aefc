using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace AuraWeb.E2E.Harness;

/// <summary>The built AuraWeb as a process of its own, with a data folder of its own, on a free port of the loopback.</summary>
public sealed partial class AuraProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private const int LastLines = 40;
    private static int _count;

    private readonly string _log;
    private readonly Dictionary<string, string> _environment;
    private Process? _process;
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AuraProcess(Dictionary<string, string> environment)
    {
        _environment = environment;
        Address = new Uri($"http://localhost:{FreePort()}/");
        Data = Directory.CreateTempSubdirectory("auraweb-e2e-").FullName;
        _log = Path.Combine(Repository.Artifacts("e2e"), $"auraweb-{Interlocked.Increment(ref _count)}.log");
        File.WriteAllText(_log, "");
    }

    /// <summary>Where it answers; <c>localhost</c>, so that previews may set partitioned cookies.</summary>
    public Uri Address { get; }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>The link that makes the first administrator, printed at the first start.</summary>
    public Uri? FirstLink { get; private set; }

    /// <summary>The end of what it printed.</summary>
    public string LastWords
    {
        get
        {
            lock (_environment)
            {
                return string.Join('\n', File.ReadLines(_log).TakeLast(LastLines));
            }
        }
    }

    /// <summary>The process's id.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("AuraWeb is not running.");

    /// <summary>Starts a new AuraWeb and waits until it answers.</summary>
    public static async Task<AuraProcess> StartAsync(Dictionary<string, string>? environment = null)
    {
        var aura = new AuraProcess(environment ?? []);
        try
        {
            await aura.StartAgainAsync();
            return aura;
        }
        catch
        {
            await aura.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it on the same port and data folder.</summary>
    public async Task StartAgainAsync()
    {
        // Who runs tests in the background of a script has Ctrl-C ignored, and programs inherit that.
        var info = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        info.ArgumentList.Add("--default-signal=INT");
        info.ArgumentList.Add("dotnet");
        info.ArgumentList.Add(Repository.Program);
        info.ArgumentList.Add("--urls");
        info.ArgumentList.Add(Address.GetLeftPart(UriPartial.Authority));
        info.Environment["AURA_DATA"] = Data;
        info.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in _environment)
        {
            info.Environment[name] = value;
        }

        _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = info, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"AuraWeb ended; see {_log}"));
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _ready.Task.WaitAsync(StartLimit);
    }

    /// <summary>Changes its database behind its back.</summary>
    public Task ChangeDatabaseAsync(string sql) => Leftovers.QueryAsync(Data, sql);

    /// <summary>Ends it as a power cut would, and starts it again.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Ends it as a power cut would: nothing of it runs on.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process!.Id}"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it and removes everything it made on this host.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        if (await Leftovers.AskForDeletionAsync(Data))
        {
            await StartAgainAsync();
            await Leftovers.WaitUntilDeletedAsync(Data);
            await StopAsync();
        }

        _process?.Dispose();
        await Leftovers.RemoveRunFolderAsync(Data);
        Directory.Delete(Data, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_environment)
        {
            File.AppendAllText(_log, line + "\n");
        }

        if (FirstAdministrator().Match(line) is { Success: true } link)
        {
            FirstLink = new Uri(link.Groups[1].Value);
        }

        if (line.Contains("AuraWeb is running at", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    // Below the range from which the kernel takes ports of outgoing connections, so that it is still free after a restart.
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20000, 32000);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }

    [GeneratedRegex(@"First administrator: (\S+)")]
    private static partial Regex FirstAdministrator();
}
