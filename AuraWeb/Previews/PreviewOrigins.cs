namespace AuraWeb.Previews;

/// <summary>What may be done with a request, by where it comes from.</summary>
public enum OriginVerdict
{
    Allowed,

    /// <summary>A page load that a page of another preview caused: it needs the person's own click.</summary>
    NeedsClick,
    Refused,
}

/// <summary>
/// Keeps pages of other origins from using a person's cookie here: previews are same-site with each other, so a browser sends it
/// along from a page of another sandbox.
/// </summary>
public static class PreviewOrigins
{
    /// <summary>Judges a request that carries a good cookie.</summary>
    public static OriginVerdict Judge(PreviewRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var headers = route.Request.Headers;
        var site = headers["Sec-Fetch-Site"].ToString();
        if (headers.Origin.Count > 0)
        {
            // A page that sends no referrer has the origin “null” even towards itself; the browser alone can say that it is itself.
            var origin = headers.Origin.ToString();
            return route.PortOfOrigin(origin) is not null || origin == "null" && site == "same-origin" ? OriginVerdict.Allowed : OriginVerdict.Refused;
        }

        if (site is not ("same-site" or "cross-site") || route.ToInner(headers.Referer) is not null)
        {
            return OriginVerdict.Allowed;
        }

        // Without an Origin: images, scripts and page loads. Other previews are same-site; AuraWeb and the rest of the web are cross-site.
        var loadsPage = headers["Sec-Fetch-Mode"] == "navigate" && HttpMethods.IsGet(route.Request.Method);
        return !loadsPage ? OriginVerdict.Refused
            : site == "cross-site" ? OriginVerdict.Allowed
            : headers["Sec-Fetch-Dest"] == "document" ? OriginVerdict.NeedsClick
            : OriginVerdict.Refused;
    }
}
