namespace AuraWeb.Previews;

/// <summary>What kind of request it is.</summary>
internal static class PreviewRequests
{
    /// <summary>Whether a browser loads a page with it.</summary>
    public static bool LoadsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Headers.ContainsKey("Upgrade")
        && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
