using System.Diagnostics.CodeAnalysis;

namespace AuraWeb.Sandboxes;

/// <summary>Why something could not be done: one list from the provider to the browser, the API and the agent tools.</summary>
public enum SandboxErrorCode
{
    SandboxNotFound,
    SandboxStopped,
    FileNotFound,
    PermissionDenied,
    QuotaExceeded,
    FileConflict,
    InvalidPath,
    FileTooLarge,
    DiskFull,
    Timeout,
    ProviderUnavailable,
    InvalidState,
    TerminalNotFound,
    PortNotListening,
}

/// <summary>An expected failure: returned, never thrown.</summary>
/// <param name="Code">Which of the known failures it is.</param>
/// <param name="Message">What happened and what to do next, in words for a person.</param>
public sealed record SandboxError(SandboxErrorCode Code, string Message)
{
    /// <summary>The code as it is written outside, <c>FILE_NOT_FOUND</c>.</summary>
    public string Name => SandboxErrorNames.NameOf(Code);

    public static SandboxError SandboxNotFound { get; } =
        new(SandboxErrorCode.SandboxNotFound, "There is no such sandbox, or it is not yours to see.");

    public static SandboxError SandboxStopped { get; } =
        new(SandboxErrorCode.SandboxStopped, "The sandbox is stopped. Start it, then try again.");

    public static SandboxError FileNotFound(SandboxPath path) =>
        new(SandboxErrorCode.FileNotFound, $"There is no file or folder “{path}”. It may have been moved or deleted.");
}

/// <summary>A value, or the reason why there is none.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, SandboxError? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>Why there is no value; null on success.</summary>
    public SandboxError? Error { get; }

    /// <summary>The value. Asking for it after a failure is a bug.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"There is no value: {Error.Name}.");

    /// <summary>Splits the result: true and the value, or false and the error.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out SandboxError? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    [SuppressMessage("Usage", "CA2225", Justification = "A result is made by returning a value or an error; named twins would never be called.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "A result is made by returning a value or an error; named twins would never be called.")]
    public static implicit operator Result<T>(SandboxError error) => new(default, error);
}
