namespace AuraWeb.Tests.Pages.Account;

internal static class Locations
{
    /// <summary>The path of a relative or absolute address.</summary>
    public static string AbsolutePath(this Uri address) =>
        address.IsAbsoluteUri ? address.AbsolutePath : address.OriginalString.Split('?')[0];
}
