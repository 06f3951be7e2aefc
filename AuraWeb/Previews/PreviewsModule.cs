namespace AuraWeb.Previews;

/// <summary>Previews.</summary>
public static class PreviewsModule
{
    public static IServiceCollection AddPreviews(this IServiceCollection services) => services;

    /// <summary>Must come first: a request for a preview's host name never reaches AuraWeb's own pages.</summary>
    public static WebApplication UsePreviews(this WebApplication app) => app;
}
