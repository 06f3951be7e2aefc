namespace AuraWeb.Sandboxes;

/// <summary>What a sandbox is, as last reconciled with its provider.</summary>
public enum SandboxState
{
    Creating,
    Running,
    Stopping,
    Stopped,
    Failed,
}

/// <summary>What people want a sandbox to be. A person only ever writes this.</summary>
public enum DesiredState
{
    Running,
    Stopped,
    Deleted,
}

/// <summary>What a sandbox is for.</summary>
public enum SandboxPurpose
{
    /// <summary>People work in it.</summary>
    Development,

    /// <summary>It only runs the app.</summary>
    Preview,
}
