using System.Collections.Concurrent;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Events;

/// <summary>Passes on what happened in a project to its open pages.</summary>
internal sealed class WorkspaceEvents : ISandboxObserver, IProjectObserver
{
    private readonly ConcurrentDictionary<OpenPage, byte> _pages = new();

    /// <summary>A page was opened; it is told from now on.</summary>
    public void Add(OpenPage page) => _pages[page] = 0;

    public void Remove(OpenPage page) => _pages.TryRemove(page, out _);

    public void SandboxChanged(SandboxChange change) => Tell(change.ProjectId);

    public void ProjectChanged(string projectId) => Tell(projectId);

    public void SetUpRequested(string projectId) => Tell(projectId);

    private void Tell(string projectId)
    {
        foreach (var (page, _) in _pages)
        {
            if (page.ProjectId == projectId)
            {
                page.StateChanged();
            }
        }
    }
}
