namespace AuraWeb.Identity;

/// <summary>Who may make an account.</summary>
public enum Registration
{
    /// <summary>Only whom an administrator lets in.</summary>
    Closed,

    /// <summary>Everybody who reaches the page.</summary>
    Open,
}

/// <summary>Settings under <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    public Registration Registration { get; set; } = Registration.Closed;

    /// <summary>Sign-ins tried a minute from one address before it has to wait.</summary>
    public int SignInsPerMinute { get; set; } = 20;
}
