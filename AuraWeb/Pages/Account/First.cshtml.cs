using System.ComponentModel.DataAnnotations;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AuraWeb.Pages.Account;

[AllowAnonymous]
[EnableRateLimiting(IdentityModule.SignInPolicy)]
public sealed class FirstModel(OneTimeLinks links, UserManager<AppUser> users, SignInManager<AppUser> signIn, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public NewAccount Input { get; set; } = new();

    public bool IsGood { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => IsGood = await links.IsGoodAsync(Code, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        IsGood = await links.IsGoodAsync(Code, ct);
        if (!IsGood || !ModelState.IsValid)
        {
            return Page();
        }

        var user = new AppUser { UserName = Input.Email, Email = Input.Email, DisplayName = Input.Name, IsAdministrator = true, CreatedAt = clock.GetUtcNow() };
        foreach (var validator in users.PasswordValidators)
        {
            var valid = await validator.ValidateAsync(users, user, Input.Password);
            foreach (var error in valid.Errors)
            {
                ModelState.AddModelError("", error.Description);
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!await links.TakeAsync(Code, ct))
        {
            IsGood = false;
            return Page();
        }

        var result = await users.CreateAsync(user, Input.Password);
        if (!result.Succeeded)
        {
            ModelState.AddModelError("", result.Errors.First().Description);
            return Page();
        }

        await signIn.SignInAsync(user, isPersistent: true);
        return LocalRedirect("/projects");
    }
}

/// <summary>What the form asks for.</summary>
public sealed class NewAccount
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    [Required, EmailAddress]
    public string Email { get; set; } = "";

    [Required]
    public string Password { get; set; } = "";
}
