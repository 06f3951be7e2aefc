using System.Security.Cryptography;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>The random value that styles made by the editor and the terminal carry, new with each page.</summary>
public static class PageNonce
{
    private static readonly object Key = new();

    public static string Of(HttpContext context)
    {
        if (context.Items[Key] is not string nonce)
        {
            context.Items[Key] = nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        }

        return nonce;
    }
}
