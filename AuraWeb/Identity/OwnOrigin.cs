namespace AuraWeb.Identity;

/// <summary>
/// Whether a request comes from a page of AuraWeb itself. A browser sends cookies along from pages of previews too, so every
/// socket and every unsafe request must carry exactly our own Origin: not none, not <c>null</c>, not a sibling's.
/// </summary>
public static class OwnOrigin
{
    public static bool IsExact(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
