namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>This host does not let AuraWeb make the namespace in which sandboxes are started.</summary>
public sealed class LauncherUnavailableException : IOException
{
    public LauncherUnavailableException()
    {
    }

    public LauncherUnavailableException(string message)
        : base(message)
    {
    }

    public LauncherUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
