using System.ComponentModel.DataAnnotations;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.Account;

/// <summary>Signs a person in.</summary>
[AllowAnonymous]
public sealed class SignInModel(
    PasswordSignIn signIn, SignInThrottle throttle, Administrators administrators, IOptions<AccountOptions> accounts, AccountAudit audit) : AccountPage
{
    [BindProperty]
    [Required(ErrorMessage = "Type your email.")]
    [StringLength(256, ErrorMessage = "Use 256 characters or less.")]
    public string? Email { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Type your password.")]
    [StringLength(AccountForm.LongestPassword, ErrorMessage = "Use 256 characters or less.")]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>Where the person wanted to go.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool IsOpen => accounts.Value.Registration == Registration.Open;

    /// <summary>Whom to ask for an account.</summary>
    public IReadOnlyList<string> Administrators { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Administrators = await administrators.NamesAsync(HttpContext.RequestAborted);
        await next();
    }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? GoTo(ReturnUrl) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Refuse();
        }

        var email = Email!.Trim();
        if (!throttle.TryEnter(Address, email))
        {
            return Refuse(email, "THROTTLED", "Too many tries. Wait five minutes, then try again.", StatusCodes.Status429TooManyRequests);
        }

        if (await signIn.TryAsync(email, Password!, Remember) is not { } user)
        {
            return Refuse(email, "REFUSED", "That email and password do not match.", StatusCodes.Status422UnprocessableEntity);
        }

        audit.Done(user, "SignIn");
        return GoTo(ReturnUrl);
    }

    private PageResult Refuse(string email, string result, string message, int status)
    {
        audit.Refused("SignIn", Address, email, result);
        ModelState.AddModelError("", message);
        return Refuse(status);
    }
}
