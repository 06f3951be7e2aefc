using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>One started command: what it prints, how it ends, and that nothing of it is left when it is cancelled.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    // For what is still on its way when a command has ended; a server it left behind keeps the pipes open for ever.
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(250);

    private readonly LaunchedProcess _process;
    private readonly ExecFiles _files;
    private readonly Stream[] _streams;
    private readonly CancellationTokenRegistration _cancel;
    private Task? _kill;
    private bool _printed;

    private RunningCommand(LaunchedProcess process, ExecFiles files, Stream[] streams, CancellationToken end)
    {
        (_process, _files, _streams) = (process, files, streams);
        _cancel = end.Register(() => _kill = KillAsync());
    }

    /// <summary>Exit code, 128 + n after signal n.</summary>
    public Task<int> Exit => _process.Exit;

    /// <summary>What the runtime says went wrong; empty when the command was run.</summary>
    public string Failure => _files.Message;

    /// <summary>The one failure that is worth a second try: now and then the first command after a start may not enter yet.</summary>
    public bool MayBeTriedAgain =>
        !_printed && _kill is null && Failure.Contains("setns", StringComparison.Ordinal) && Failure.Contains("not permitted", StringComparison.Ordinal);

    /// <returns>Null when the sandbox is being stopped.</returns>
    public static async Task<RunningCommand?> StartAsync(
        ContainerRuntime runtime, string id, string folder, object spec, CommandInput input, CancellationToken end)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var files = new ExecFiles(folder);
        using var output = PipePair.Create();
        using var error = PipePair.Create();
        var descriptors = new Dictionary<int, SafeFileHandle> { [0] = input.Read, [1] = output.Write, [2] = error.Write };
        try
        {
            var process = await runtime.ExecuteAsync(id, spec, files, descriptors);
            return new(process, files, [AsyncPipe.Reader(output.Read), AsyncPipe.Reader(error.Read)], end);
        }
        catch (DirectoryNotFoundException)
        {
            return null; // The sandbox is being stopped.
        }
        catch (IOException)
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>What it prints, until it has ended and nothing more comes.</summary>
    public async IAsyncEnumerable<CommandOutput> ReadAsync()
    {
        byte[][] buffers = [new byte[BufferSize], new byte[BufferSize]];
        var reads = _streams.Select((stream, i) => stream.ReadAsync(buffers[i]).AsTask()).ToArray<Task<int>?>();
        while (reads.Any(read => read is not null))
        {
            if (!await AnyAsync(reads))
            {
                yield break;
            }

            for (var i = 0; i < reads.Length; i++)
            {
                if (reads[i] is not { IsCompleted: true } done)
                {
                    continue;
                }

                var count = await done;
                if (count > 0 && !await IsFromRuntimeAsync(i))
                {
                    _printed = true;
                    yield return new CommandOutput(i == 1, buffers[i].AsMemory(0, count));
                }

                reads[i] = count > 0 ? _streams[i].ReadAsync(buffers[i]).AsTask() : null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exit.IsCompleted)
        {
            _kill ??= KillAsync();
        }

        await _cancel.DisposeAsync();
        await (_kill ?? Task.CompletedTask);
        await Exit;
        foreach (var stream in _streams)
        {
            await stream.DisposeAsync();
        }

        _files.Dispose();
    }

    /// <returns>False when the command has ended and its pipes stay silent.</returns>
    private async Task<bool> AnyAsync(Task<int>?[] reads)
    {
        var any = Task.WhenAny(reads.OfType<Task>());
        return await Task.WhenAny(any, Exit) == any || await Task.WhenAny(any, Task.Delay(Drain)) == any;
    }

    // The runtime says what went wrong in its log and also on the command's standard error, before it has become the command.
    private async Task<bool> IsFromRuntimeAsync(int stream)
    {
        if (stream == 0 || _printed)
        {
            return false;
        }

        while (!Exit.IsCompleted && !HasBecomeTheCommand())
        {
            await Task.Delay(1);
        }

        return Exit.IsCompleted && Failure.Length > 0;
    }

    private bool HasBecomeTheCommand()
    {
        try
        {
            return _files.Process is { } process && File.ReadAllText($"/proc/{process}/comm") == "catatonit\n";
        }
        catch (IOException)
        {
            return false; // It has ended.
        }
    }

    private async Task KillAsync()
    {
        // The runtime writes the number when it has started the command, which takes some milliseconds.
        while (_files.Process is null && !Exit.IsCompleted)
        {
            await Task.Delay(1);
        }

        if (_files.Process is { } process && !Exit.IsCompleted)
        {
            await ProcessTree.KillAsync(process);
        }
    }
}
