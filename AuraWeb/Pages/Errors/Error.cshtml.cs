using AuraWeb.Pages.FrontDoor;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages;

/// <summary>What went wrong, in words.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Text">What is safe, and what to do.</param>
public sealed record ErrorWords(string Title, string Text)
{
    public static ErrorWords Of(int code) => code switch
    {
        400 => new("This page is out of date", "It was open for long, or somebody signed in or out meanwhile. Go back, reload it, then try again."),
        401 => new("Your session has ended", "Sign in again. Your sandboxes keep running."),
        404 => new("There is nothing at this address", "What was here does not exist, or you are not one of its members. We say the same in both cases, to keep private projects private."),
        405 => new("This address does not take that", "Go back and use the page’s own buttons."),
        413 => new("That was too large", "Nothing was kept of it. Send less at once."),
        429 => new("Too many tries", "Wait a minute, then try again."),
        >= 500 => new("Something broke on our side", "Your sandboxes are not affected and keep running. We wrote down what happened. It is safe to try again."),
        _ => new("That was refused", "The request did not come from a page of this AuraWeb. Nothing was changed."),
    };
}

/// <summary>The page of a failed request.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>The status of the failed request. Not bound: the request's own form may have a field of that name.</summary>
    public int Code { get; private set; }

    public ErrorWords Words => ErrorWords.Of(Code);

    /// <summary>Where "Try again" leads; null where trying again does not help.</summary>
    public string? RetryAddress { get; private set; }

    public string? Reference => ErrorPages.ReferenceOf(HttpContext);

    public IActionResult OnGet() => Show();

    public IActionResult OnPost() => Show();

    private PageResult Show()
    {
        var failed = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        var refused = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

        // Neither when somebody typed the address of this page.
        Code = failed is not null ? StatusOf(failed.Error) : refused?.OriginalStatusCode ?? StatusCodes.Status404NotFound;
        Response.StatusCode = Code;
        RetryAddress = HttpMethods.IsGet(Request.Method) ? failed?.Path : null;
        return Page();
    }

    private static int StatusOf(Exception error) => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
