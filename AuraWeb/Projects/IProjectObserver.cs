namespace AuraWeb.Projects;

/// <summary>Is told what happened to projects; higher layers implement it. It must return quickly and never throw.</summary>
public interface IProjectObserver
{
    /// <summary>The project's name, members or setup steps changed, or it was deleted.</summary>
    void ProjectChanged(string projectId);

    /// <summary>There are setup steps to carry out.</summary>
    void SetUpRequested(string projectId);
}
