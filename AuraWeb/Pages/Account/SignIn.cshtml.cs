using System.ComponentModel.DataAnnotations;
using AuraWeb.Audit;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AuraWeb.Pages.Account;

[AllowAnonymous]
[EnableRateLimiting(IdentityModule.SignInPolicy)]
public sealed class SignInModel(SignInManager<AppUser> signIn, AuditLog audit, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Credentials Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Inside) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var result = await signIn.PasswordSignInAsync(Input.Email, Input.Password, isPersistent: true, lockoutOnFailure: true);
        audit.Write(new AuditEntry { At = clock.GetUtcNow(), Actor = $"Person:{Input.Email}", ActorName = Input.Email, Action = "SignIn", Result = result.Succeeded ? "OK" : $"{result}" });
        if (result.Succeeded)
        {
            return LocalRedirect(Inside);
        }

        ModelState.AddModelError("", result.IsLockedOut
            ? "Too many wrong passwords. Try again in five minutes, or ask an administrator."
            : "That email and password do not match.");
        return Page();
    }

    private string Inside => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/projects";
}

/// <summary>What the form asks for.</summary>
public sealed class Credentials
{
    [Required, EmailAddress]
    public string Email { get; set; } = "";

    [Required]
    public string Password { get; set; } = "";
}
