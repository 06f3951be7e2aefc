namespace AuraWeb.Pages.Account;

/// <summary>The fields of a new account, with what is wrong with them.</summary>
public sealed record AccountFields(AccountForm Form, Func<string, string?> ErrorOf);
