using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages.Account;

/// <summary>A page about accounts.</summary>
public abstract class AccountPage : PageModel
{
    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? ErrorOf(string field) => ModelState.TryGetValue(field, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    /// <summary>The network address of whoever asks.</summary>
    protected string Address => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>The page again, with what is wrong.</summary>
    protected PageResult Refuse(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>To an address of ours; an address elsewhere leads to the projects.</summary>
    protected LocalRedirectResult GoTo(string? address) =>
        LocalRedirect(address is not null && Url.IsLocalUrl(address) ? address : "/projects");

    /// <summary>Says what Identity refused at the field it is about.</summary>
    protected void Explain(IdentityResult result)
    {
        foreach (var error in result.Errors)
        {
            var (field, message) = error.Code switch
            {
                nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) =>
                    ("Form.Email", "There is an account with this email already. Sign in instead."),
                nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) =>
                    ("Form.Email", "Type an email address, as mina@example.org."),
                nameof(IdentityErrorDescriber.PasswordTooShort) => ("Form.Password", "Use 12 characters or more."),
                _ => ("", error.Description),
            };
            ModelState.TryAddModelError(field, message);
        }
    }
}
