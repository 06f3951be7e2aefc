using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>Which failures are told by a page, and the reference that leads from the page to the log.</summary>
internal static partial class ErrorPages
{
    private static readonly object Key = new();

    /// <summary>Whether a browser asks for a whole page; a fragment or a script gets the bare status.</summary>
    public static bool AreWanted(HttpRequest request) =>
        !request.Headers.ContainsKey("HX-Request")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The reference of a failed request; null when nothing failed.</summary>
    public static string? ReferenceOf(HttpContext context) => context.Items[Key] as string;

    /// <summary>Gives a failed request its reference and writes both down.</summary>
    internal sealed partial class Recorder(ILogger<Recorder> logger) : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var hex = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
            var reference = $"{hex[..4]}-{hex[4..]}";
            httpContext.Items[Key] = reference;
            Log.Failed(logger, reference, httpContext.Request.Method, httpContext.Request.Path, exception.GetType().Name);
            return ValueTask.FromResult(false);
        }

        private static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Error, Message = "Reference {Reference}: {Method} {Path} failed with {Kind}; what follows says why")]
            public static partial void Failed(ILogger logger, string reference, string method, string path, string kind);
        }
    }
}
