using System.ComponentModel.DataAnnotations;

namespace AuraWeb.Identity;

/// <summary>Who may make an account.</summary>
public enum Registration
{
    /// <summary>Only whom an administrator lets in.</summary>
    Closed,

    /// <summary>Everybody who reaches the page.</summary>
    Open,
}

/// <summary>Settings under <c>Accounts</c>; <c>AURA_REGISTRATION</c> (<c>closed</c>, <c>open</c>) goes before <see cref="Registration"/>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    [EnumDataType(typeof(Registration))]
    public Registration Registration { get; set; } = Registration.Closed;

    /// <summary>Tries to sign in, in five minutes, from one address before it has to wait. A whole office may share one.</summary>
    [Range(1, 10_000)]
    public int TriesPerAddress { get; set; } = 60;

    /// <summary>Tries to sign in, in five minutes, with one e-mail address before it has to wait.</summary>
    [Range(1, 10_000)]
    public int TriesPerEmail { get; set; } = 20;
}
