using AuraWeb.Pages.Workspace.Files;

namespace AuraWeb.Pages;

/// <summary>The pages, and what holds for all of them: errors, headers, static files.</summary>
public static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages();
        services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        services.AddFiles();
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseWebSockets();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.MapFiles();
        return app;
    }
}
