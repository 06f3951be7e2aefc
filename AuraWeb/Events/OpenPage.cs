using System.Threading.Channels;
using AuraWeb.Sandboxes;

namespace AuraWeb.Events;

/// <summary>
/// What one open page has not been told yet. News of the same kind take each other's place, so that a slow page costs no memory
/// and gets, when it reads again, what is true then.
/// </summary>
internal sealed class OpenPage(string projectId)
{
    private const int MostPaths = 200;

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<SandboxPath> _paths = [];
    private IReadOnlyList<int>? _ports;
    private bool _stateChanged;

    public string ProjectId => projectId;

    /// <summary>Something about the project or its sandbox changed.</summary>
    public void StateChanged()
    {
        lock (_gate)
        {
            _stateChanged = true;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Files changed. Of very many only the folders are told.</summary>
    public void FilesChanged(IEnumerable<SandboxPath> paths)
    {
        lock (_gate)
        {
            _paths.UnionWith(paths);
            if (_paths.Count > MostPaths)
            {
                _paths = [.. _paths.Select(path => path.Parent)];
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Other ports listen than before.</summary>
    public void PortsChanged(IReadOnlyList<int> ports)
    {
        lock (_gate)
        {
            _ports = ports;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits for news and takes them.</summary>
    public async Task<PageNews> TakeAsync(CancellationToken ct)
    {
        await _signal.Reader.ReadAsync(ct);
        lock (_gate)
        {
            var news = new PageNews(_stateChanged, [.. _paths.Select(path => path.Value)], _ports);
            (_stateChanged, _ports) = (false, null);
            _paths.Clear();
            return news;
        }
    }
}

/// <summary>What a page is to be told.</summary>
/// <param name="StateChanged">Whether the project or its sandbox is no longer as it was.</param>
/// <param name="Paths">Files and folders that changed.</param>
/// <param name="Ports">Ports that listen; null when they are the same as before.</param>
internal sealed record PageNews(bool StateChanged, IReadOnlyList<string> Paths, IReadOnlyList<int>? Ports);
