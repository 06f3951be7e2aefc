using System.ComponentModel.DataAnnotations;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Account;

/// <summary>A new password.</summary>
public sealed class PasswordForm
{
    [Required(ErrorMessage = "Use 12 characters or more.")]
    [StringLength(AccountForm.LongestPassword, MinimumLength = AccountForm.ShortestPassword, ErrorMessage = "Use 12 to 256 characters.")]
    public string? Password { get; set; }
}

/// <summary>Changes one's own password; every other session of the account ends.</summary>
public sealed class PasswordModel(SignInManager<AppUser> signIn, SignInThrottle throttle, AccountAudit audit) : AccountPage
{
    [BindProperty]
    [Required(ErrorMessage = "Type your current password.")]
    [StringLength(AccountForm.LongestPassword, ErrorMessage = "Use 256 characters or less.")]
    public string? Current { get; set; }

    [BindProperty]
    public PasswordForm Form { get; set; } = new();

    /// <summary>Whether that was just done.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool IsChanged { get; set; }

    public string? CurrentEmail => CurrentUser.From(User)?.Email;

    public void OnGet()
    {
        // Shows the form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || await signIn.UserManager.GetUserAsync(User) is not { } user)
        {
            return Refuse();
        }

        if (!throttle.TryEnter(Address, user.Email!))
        {
            ModelState.AddModelError("", "Too many tries. Wait five minutes, then try again.");
            return Refuse(StatusCodes.Status429TooManyRequests);
        }

        var result = await signIn.UserManager.ChangePasswordAsync(user, Current!, Form.Password!);
        if (!result.Succeeded)
        {
            audit.Refused("ChangePassword", Address, user.Email!, "REFUSED");
            ModelState.AddModelError("Current", "That is not your current password.");
            return Refuse();
        }

        audit.Done(user, "ChangePassword");
        await signIn.RefreshSignInAsync(user);
        return GoTo("/account/password?changed=true");
    }
}
