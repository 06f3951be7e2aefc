using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Sandboxes;

/// <summary>How an error of the door is told over HTTP: a status, and problem+json with <c>code</c> and <c>detail</c>.</summary>
public static class SandboxErrorResults
{
    /// <summary>The HTTP status of an error.</summary>
    public static int StatusOf(SandboxErrorCode code) => code switch
    {
        SandboxErrorCode.SandboxNotFound or SandboxErrorCode.FileNotFound or SandboxErrorCode.TerminalNotFound => StatusCodes.Status404NotFound,
        SandboxErrorCode.InvalidPath => StatusCodes.Status400BadRequest,
        SandboxErrorCode.PermissionDenied => StatusCodes.Status403Forbidden,
        SandboxErrorCode.SandboxStopped or SandboxErrorCode.InvalidState => StatusCodes.Status409Conflict,
        SandboxErrorCode.FileConflict => StatusCodes.Status412PreconditionFailed,
        SandboxErrorCode.FileTooLarge => StatusCodes.Status413PayloadTooLarge,
        SandboxErrorCode.QuotaExceeded => StatusCodes.Status429TooManyRequests,
        SandboxErrorCode.PortNotListening => StatusCodes.Status502BadGateway,
        SandboxErrorCode.ProviderUnavailable => StatusCodes.Status503ServiceUnavailable,
        SandboxErrorCode.Timeout => StatusCodes.Status504GatewayTimeout,
        SandboxErrorCode.DiskFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The answer of an endpoint.</summary>
    public static ProblemHttpResult ToProblem(SandboxError error) => TypedResults.Problem(DetailsOf(error));

    /// <summary>The answer of a page handler.</summary>
    public static ObjectResult ToActionResult(SandboxError error) =>
        new(DetailsOf(error)) { StatusCode = StatusOf(error.Code), ContentTypes = { "application/problem+json" } };

    private static ProblemDetails DetailsOf(SandboxError error) => new()
    {
        Status = StatusOf(error.Code),
        Detail = error.Message,
        Extensions = { ["code"] = error.Name },
    };
}
