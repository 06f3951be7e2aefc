namespace AuraWeb.Access;

/// <summary>What an actor wants to do with a project or its sandbox; the columns of <see cref="AccessMatrix"/>.</summary>
public enum Operation
{
    /// <summary>See the project and its state.</summary>
    View,

    /// <summary>List, read and watch files.</summary>
    ReadFiles,

    /// <summary>Write, move and delete files, make directories.</summary>
    WriteFiles,

    /// <summary>Run a command.</summary>
    Execute,

    /// <summary>Watch a terminal's output.</summary>
    WatchTerminal,

    /// <summary>Open, type into, resize and close terminals.</summary>
    UseTerminal,

    /// <summary>See a port's preview and the list of ports.</summary>
    ViewPreview,

    /// <summary>Start, stop and restart the sandbox.</summary>
    ChangeState,

    /// <summary>Retry or cancel setting up.</summary>
    SetUp,

    /// <summary>Rename the project.</summary>
    Rename,

    /// <summary>Change members, limits and shares.</summary>
    Manage,

    /// <summary>Delete the project with everything in it.</summary>
    Delete,
}
