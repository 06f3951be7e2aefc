using AuraWeb.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.Account;

/// <summary>Makes an account, where the policy lets everybody; elsewhere it says whom to ask.</summary>
[AllowAnonymous]
public sealed class RegisterModel(
    SignInManager<AppUser> signIn, Administrators administrators, IOptions<AccountOptions> accounts, AccountAudit audit, TimeProvider clock) : AccountPage
{
    [BindProperty]
    public AccountForm Form { get; set; } = new();

    public bool IsOpen => accounts.Value.Registration == Registration.Open;

    /// <summary>Whom to ask for an account.</summary>
    public IReadOnlyList<string> Administrators { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Administrators = await administrators.NamesAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsOpen)
        {
            Administrators = await administrators.NamesAsync(ct);
            return Refuse(StatusCodes.Status403Forbidden);
        }

        if (!ModelState.IsValid)
        {
            return Refuse();
        }

        var user = AppUser.New(Form.Name!.Trim(), Form.Email!.Trim(), clock.GetUtcNow());
        var result = await signIn.UserManager.CreateAsync(user, Form.Password!);
        if (!result.Succeeded)
        {
            Explain(result);
            return Refuse();
        }

        audit.Done(user, "Register");
        await signIn.SignInAsync(user, isPersistent: false);
        return GoTo(null);
    }
}
