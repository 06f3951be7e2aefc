using System.Collections.Concurrent;
using System.Text;
using AuraWeb.Sandboxes.Local.Host;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// One thread that lives in the launcher mount namespace (see <see cref="LauncherNamespace"/>). Whatever mounts, and whatever
/// starts a host program, runs on it: its children inherit the namespace. Its work is a queue of short calls.
/// </summary>
public sealed class Launcher : IDisposable
{
    // Enough for the runtimes and tools; nothing of AuraWeb's own environment, secrets least of all, reaches a program.
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root", "XDG_RUNTIME_DIR=/run"];

    private readonly LocalPaths _paths;
    private readonly HostPrograms _programs;
    private readonly Reaper _reaper = new();
    private readonly BlockingCollection<Action> _work = [];
    private readonly Lazy<Thread> _thread;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Launcher(LocalPaths paths, HostPrograms programs)
    {
        _paths = paths;
        _programs = programs;
        _thread = new(StartThread);
    }

    /// <summary>Runs a short call on the launcher's thread, in its mount namespace.</summary>
    /// <exception cref="IOException">The namespace could not be made, or the call failed.</exception>
    public async Task<T> InvokeAsync<T>(Func<T> call)
    {
        _ = _thread.Value;
        await _ready.Task;
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(call());
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                done.SetException(e);
            }
        });
        return await done.Task;
    }

    /// <summary>Where a program of the host is, for callers that have it started by another.</summary>
    public string PathOf(string program) => _programs.Require(program);

    /// <summary>Starts a program that is given exactly these descriptors, by number; the caller still owns and closes them.</summary>
    /// <param name="program">Its name; it must be one of the host's.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="descriptors">What it is given.</param>
    /// <param name="surroundings">Its folder and more environment, where it needs them.</param>
    /// <returns>Its process id, and a task that completes with its exit code (128 + n after signal n).</returns>
    public async Task<LaunchedProcess> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<int, SafeFileHandle> descriptors,
        LaunchSurroundings? surroundings = null)
    {
        var path = _programs.Require(program);
        string[] environment = [.. Environment, .. surroundings?.Environment ?? []];
        var process = await InvokeAsync(() => Spawner.Start(path, arguments, environment, descriptors, surroundings?.Folder));
        return new(process, _reaper.WaitAsync(process));
    }

    /// <summary>Runs a program to its end. Cancelling kills it.</summary>
    /// <param name="program">Its name; it must be one of the host's.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ct">Kills it.</param>
    /// <param name="input">What it reads on standard input.</param>
    public async Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct, string input = "")
    {
        using var stdin = PipePair.Create();
        using var output = PipePair.Create();
        var descriptors = new Dictionary<int, SafeFileHandle> { [0] = stdin.Read, [1] = output.Write, [2] = output.Write };
        var process = await StartAsync(program, arguments, descriptors);
        stdin.Read.Dispose();
        output.Write.Dispose();
        await using var kill = ct.Register(() => Native.Kill(process.Id, Native.SignalKill));
        await using (var writer = AsyncPipe.Writer(stdin.Write))
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes(input), CancellationToken.None);
        }

        await using var reader = AsyncPipe.Reader(output.Read);
        using var text = new StreamReader(reader, Encoding.UTF8);
        var printed = await text.ReadToEndAsync(CancellationToken.None);
        var code = await process.Exit;
        ct.ThrowIfCancellationRequested();
        return new(code, printed.Trim());
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        if (_thread.IsValueCreated)
        {
            _thread.Value.Join();
        }

        _work.Dispose();
        _reaper.Dispose();
    }

    private Thread StartThread()
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = "launcher" };
        thread.Start();
        return thread;
    }

    private void Loop()
    {
        try
        {
            LauncherNamespace.Enter(_paths);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _ready.SetException(new LauncherUnavailableException($"Sandboxes cannot be started on this host: {e.Message}", e));
            return;
        }

        _ready.SetResult();
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}

/// <summary>What a program finds around it besides the usual.</summary>
/// <param name="Folder">Its working folder.</param>
/// <param name="Environment">More of its environment, <c>NAME=value</c>.</param>
public sealed record LaunchSurroundings(string Folder, IReadOnlyList<string> Environment);

/// <summary>A program that was started.</summary>
public sealed record LaunchedProcess(int Id, Task<int> Exit);

/// <summary>How a program ended and what it printed.</summary>
public sealed record ProgramResult(int Code, string Output)
{
    /// <summary>Throws when the program failed.</summary>
    public void EnsureSuccess(string what)
    {
        if (Code != 0)
        {
            throw new IOException($"{what} failed with code {Code}: {Output}");
        }
    }
}
