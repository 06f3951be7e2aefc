using AuraWeb.Access;
using AuraWeb.Audit;

namespace AuraWeb.Projects;

/// <summary>Writes down what was done to projects, and tells the observers.</summary>
public sealed class ProjectEvents(IEnumerable<IProjectObserver> observers, AuditLog audit, TimeProvider clock)
{
    /// <summary>Somebody did something to a project.</summary>
    public void Done(Actor actor, string projectId, string action, string? detail = null)
    {
        audit.Write(new AuditEntry
        {
            At = clock.GetUtcNow(),
            Actor = $"{actor.Kind}:{actor.Id}",
            ActorName = actor.Name,
            Action = action,
            ProjectId = projectId,
            Result = "OK",
            Detail = detail,
        });
        Changed(projectId);
    }

    /// <summary>Something about a project is no longer as it was.</summary>
    public void Changed(string projectId)
    {
        foreach (var observer in observers)
        {
            observer.ProjectChanged(projectId);
        }
    }

    /// <summary>There are setup steps to carry out.</summary>
    public void SetUpRequested(string projectId)
    {
        foreach (var observer in observers)
        {
            observer.SetUpRequested(projectId);
        }
    }
}
