using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Pages.Account;
using AuraWeb.Pages.FrontDoor;
using AuraWeb.Pages.Workspace;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages;

/// <summary>The pages, and what holds for all of them: errors, headers, static files.</summary>
public static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages();
        services.AddProblemDetails();
        services.AddExceptionHandler<ErrorPages.Recorder>();
        services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        services.AddOptions<AntiforgeryOptions>().Configure<DataFolder, IOptions<PublicAddress>>((options, folder, address) =>
        {
            options.Cookie.Name = SessionCookie.NameOf("form", folder, address.Value);
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = address.Value.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<AccountAudit>();
        services.AddWorkspace();
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.MapWorkspace();
        return app;
    }
}
