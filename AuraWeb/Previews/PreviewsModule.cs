using System.Text;
using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AuraWeb.Previews;

/// <summary>Previews: the ports of sandboxes, each on a host name of its own.</summary>
public static class PreviewsModule
{
    public static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.AddOptions<PreviewOptions>().BindConfiguration("Previews").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PreviewOptions>, PreviewOptions.Validator>();
        services.AddHttpForwarder();
        services.AddDataProtection();
        services.AddOptions<CookieAuthenticationOptions>();
        services.AddSingleton<PreviewHosts>().AddSingleton<PreviewTargets>().AddSingleton<PreviewTickets>().AddSingleton<PreviewCookie>();
        services.AddSingleton<PreviewInvitations>().AddSingleton<PreviewEntrance>().AddSingleton<PreviewGate>();
        services.AddSingleton<PreviewForwarder>().AddSingleton<SilentAnswers>().AddSingleton<PreviewMiddleware>();
        services.AddSingleton<PreviewPools>();
        services.AddSingleton<ISandboxObserver>(provider => provider.GetRequiredService<PreviewPools>());
        services.AddSingleton<IStartupFilter, First>();
        services.Configure<KestrelServerOptions>(PassHeadersOn);
        return services;
    }

    /// <summary>Adds what AuraWeb's own pages need for previews. The previews themselves come before everything, see <see cref="First"/>.</summary>
    public static WebApplication UsePreviews(this WebApplication app)
    {
        app.MapPreviewTicket();
        return app;
    }

    // An app's cookies and headers may have any byte in them; Latin-1 keeps each.
    private static void PassHeadersOn(KestrelServerOptions options)
    {
        options.RequestHeaderEncodingSelector = name => name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : null;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
    }

    /// <summary>
    /// Puts previews before routing and authentication, which the application places before everything it is given: a request to a
    /// preview must meet none of AuraWeb's own.
    /// </summary>
    private sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<PreviewMiddleware>();
            next(app);
        };
    }
}
