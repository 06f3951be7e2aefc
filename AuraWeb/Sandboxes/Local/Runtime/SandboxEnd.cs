using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Storage;
using AuraWeb.Sandboxes.Local.Terminals;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>Takes a sandbox down, whatever state it is in, and leaves nothing of it but its kept files.</summary>
internal sealed class SandboxEnd(LocalPaths paths, ContainerRuntime runtime, ImageStore images, ContentFolders folders)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks people's processes to end, and waits a little until they have.</summary>
    public async Task AskProcessesAsync(string id, InitRecord init, CancellationToken ct)
    {
        if (!init.IsAlive)
        {
            return;
        }

        foreach (var process in Others(id, init))
        {
            _ = Native.Kill(process, Native.SignalTerminate);
            _ = Native.Kill(process, Native.SignalHangUp);
        }

        for (var waited = TimeSpan.Zero; waited < Grace && Others(id, init).Count > 0; waited += Pause)
        {
            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>Ends and removes everything that runs or is mounted; nothing there is success.</summary>
    public async Task ClearAsync(string id)
    {
        var init = InitRecord.Read(paths, id);
        await runtime.DeleteAsync(id);
        if (init is { IsAlive: true })
        {
            _ = Native.Kill(init.Process, Native.SignalKill);
        }

        await Cgroups.RemoveAsync(paths, id);
        folders.Close(id);
        await images.UnmountAsync(id);

        // Their monitors still write down how they ended.
        await Task.WhenAll(TerminalFolder.All(paths.Running(id)).Select(terminal => terminal.WaitForMonitorAsync()));
        if (Directory.Exists(paths.Running(id)))
        {
            Directory.Delete(paths.Running(id), recursive: true);
        }
    }

    private IReadOnlyCollection<int> Others(string id, InitRecord init) =>
        [.. Cgroups.Processes(paths, id).Where(process => process != init.Process)];
}
