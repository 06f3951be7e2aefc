using AuraWeb.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Account;

/// <summary>What the one-time link leads to: whoever holds it becomes an administrator.</summary>
[AllowAnonymous]
public sealed class FirstModel(Administrators administrators, OneTimeLinks links, SignInManager<AppUser> signIn, AccountAudit audit) : AccountPage
{
    /// <summary>The code of the link.</summary>
    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    [BindProperty]
    public AccountForm Form { get; set; } = new();

    /// <summary>Whether the link still works.</summary>
    public bool IsGood { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        IsGood = await links.IsGoodAsync(LinkPurpose.Administrator, Code, ct);
        return IsGood ? Page() : Refuse(StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        IsGood = await links.IsGoodAsync(LinkPurpose.Administrator, Code, ct);
        if (!IsGood || !ModelState.IsValid)
        {
            return Refuse(IsGood ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status404NotFound);
        }

        var (user, result) = await administrators.ClaimAsync(Code, Form.Name!.Trim(), Form.Email!.Trim(), Form.Password!, ct);
        if (!result.Succeeded)
        {
            Explain(result);
            return Refuse();
        }

        audit.Done(user, "BecomeAdministrator", "By a one-time link");
        await signIn.SignInAsync(user, isPersistent: false);
        return GoTo(null);
    }
}
