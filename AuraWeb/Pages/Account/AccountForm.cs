using System.ComponentModel.DataAnnotations;
using AuraWeb.Identity;

namespace AuraWeb.Pages.Account;

/// <summary>A new account.</summary>
public sealed class AccountForm
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;

    [Required(ErrorMessage = "Say what others should call you.")]
    [StringLength(AppUser.LongestName, ErrorMessage = "Use 60 characters or less.")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Type an email address, as mina@example.org.")]
    [EmailAddress(ErrorMessage = "Type an email address, as mina@example.org.")]
    [StringLength(256, ErrorMessage = "Use 256 characters or less.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Use 12 characters or more.")]
    [StringLength(LongestPassword, MinimumLength = ShortestPassword, ErrorMessage = "Use 12 to 256 characters.")]
    public string? Password { get; set; }
}
