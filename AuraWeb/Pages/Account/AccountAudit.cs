using AuraWeb.Audit;
using AuraWeb.Identity;

namespace AuraWeb.Pages.Account;

/// <summary>Writes down what happens to accounts: who came in, and who tried to.</summary>
public sealed class AccountAudit(AuditLog log, TimeProvider clock)
{
    /// <summary>Something a person did to their own account.</summary>
    public void Done(AppUser user, string action, string? detail = null) => log.Write(new AuditEntry
    {
        At = clock.GetUtcNow(),
        Actor = $"Person:{user.Id}",
        ActorName = user.DisplayName,
        Action = action,
        Result = "OK",
        Detail = detail,
    });

    /// <summary>Something a visitor tried. What they typed is kept only where it is an e-mail: it may be a password in the wrong field.</summary>
    public void Refused(string action, string? address, string email, string result) => log.Write(new AuditEntry
    {
        At = clock.GetUtcNow(),
        Actor = $"Visitor:{address ?? "unknown"}",
        ActorName = email.Contains('@', StringComparison.Ordinal) ? email[..Math.Min(email.Length, 256)] : "unknown",
        Action = action,
        Result = result,
    });
}
