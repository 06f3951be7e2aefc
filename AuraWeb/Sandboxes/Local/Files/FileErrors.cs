namespace AuraWeb.Sandboxes.Local.Files;

/// <summary>Says in words what the kernel says by number.</summary>
internal static class FileErrors
{
    internal static SandboxError Of(Errno error, SandboxPath path) => error switch
    {
        Errno.NoEntry or Errno.NotDirectory => SandboxError.FileNotFound(path),
        Errno.AccessDenied or Errno.NotPermitted or Errno.ReadOnlyFileSystem =>
            new(SandboxErrorCode.PermissionDenied, $"The sandbox's user may not do that with “{path}”. Change its permissions in a terminal."),
        Errno.NoSpace or Errno.Quota =>
            new(SandboxErrorCode.DiskFull, "The sandbox's disk is full: there is no space left. Delete something, then try again."),
        Errno.NameTooLong => new(SandboxErrorCode.InvalidPath, $"“{path}” is too long for a name. Choose a shorter one."),
        Errno.TooManyLinks => new(SandboxErrorCode.InvalidPath, $"“{path}” is a link that leads in a circle, or through too many others."),
        Errno.Exists or Errno.NotEmpty => new(SandboxErrorCode.FileConflict, $"There is already something called “{path.Name}”. Choose another name."),
        Errno.IsDirectory => IsFolder(path),
        Errno.CrossDevice => new(SandboxErrorCode.InvalidPath, $"“{path}” lies on another file system. Copy it in a terminal."),
        Errno.NoDeviceOrAddress => NotRegular(path),
        Errno.TextBusy => new(SandboxErrorCode.InvalidState, $"“{path}” is a program that is running. End it, then try again."),
        Errno.TooBig => new(SandboxErrorCode.FileTooLarge, $"“{path}” would be larger than the file system takes."),
        Errno.Invalid => new(SandboxErrorCode.InvalidPath, $"“{path}” cannot be used for that."),
        _ => new(SandboxErrorCode.ProviderUnavailable, $"“{path}” could not be reached (error {(int)error}). Try again; if it stays so, ask an administrator."),
    };

    /// <summary>The folder that should hold <paramref name="path"/> is missing or no folder.</summary>
    internal static SandboxError OfFolder(Errno error, SandboxPath path) => error is Errno.NoEntry or Errno.NotDirectory
        ? new(SandboxErrorCode.FileNotFound, $"There is no folder “{path.Parent}”. Make it first.")
        : Of(error, path.Parent);

    internal static SandboxError NotRegular(SandboxPath path) =>
        new(SandboxErrorCode.InvalidPath, $"“{path}” is not a regular file, so it is not opened.");

    internal static SandboxError IsFolder(SandboxPath path) =>
        new(SandboxErrorCode.InvalidPath, $"“{path}” is a folder.");

    internal static SandboxError Fixed(SandboxPath path) =>
        new(SandboxErrorCode.InvalidPath, $"“{path}” is part of the sandbox itself: it can be neither made, moved nor deleted.");

    internal static SandboxError Changed(SandboxPath path) =>
        new(SandboxErrorCode.FileConflict, $"“{path}” has changed since it was read. Nothing was written.");
}
