using AuraWeb.Sandboxes.Local.Files;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Storage;

/// <summary>
/// The open content folder of each running sandbox. Images are mounted only in the launcher's mount namespace, so the folder is
/// opened there; whoever has the descriptor can then work below it from any thread.
/// </summary>
public sealed class ContentFolders(LocalPaths paths, Launcher launcher, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _open = [];

    /// <summary>Files of a sandbox; of one that does not run, every operation says so.</summary>
    public ISandboxFiles FilesOf(string id)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(id, out var known))
            {
                return known.Files;
            }

            if (InitRecord.Read(paths, id) is not { IsRunning: true } || SandboxRecord.Read(paths, id) is not { } record)
            {
                return Stopped;
            }

            // Once a sandbox and start of AuraWeb, and some microseconds: not worth an asynchronous way.
            var content = launcher.InvokeAsync(() => LocalSandboxFiles.OpenContent(paths.Content(id))).GetAwaiter().GetResult();
            var entry = new Entry(content, new LocalSandboxFiles(content, record.SandboxUser, record.SandboxUser, clock));
            _open[id] = entry;
            return entry.Files;
        }
    }

    /// <summary>Lets go of a sandbox's folder, so that its image can be unmounted. Its files then answer that it is stopped.</summary>
    public void Close(string id)
    {
        lock (_gate)
        {
            if (_open.Remove(id, out var entry))
            {
                entry.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _open.Values)
            {
                entry.Dispose();
            }

            _open.Clear();
        }
    }

    private LocalSandboxFiles Stopped
    {
        get
        {
            var closed = new SafeFileHandle();
            closed.Dispose();
            return new LocalSandboxFiles(closed, 1, 1, clock);
        }
    }

    private sealed record Entry(SafeFileHandle Content, LocalSandboxFiles Files) : IDisposable
    {
        public void Dispose()
        {
            Content.Dispose();
            Files.Dispose();
        }
    }
}
