using AuraWeb.Identity;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>What every request to AuraWeb's own host passes before anything answers it, in this order.</summary>
public static class FrontDoorModule
{
    public static WebApplication UseFrontDoor(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<PublicAddress>>().Value.Url is not null)
        {
            // A proxy on this machine says who asks; nobody else is believed.
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor });
        }

        app.UseMiddleware<OwnHostMiddleware>();
        app.UseMiddleware<PageHeadersMiddleware>();
        app.UseExceptionHandler();
        app.UseWhen(
            context => ErrorPages.AreWanted(context.Request),
            pages => pages.UseExceptionHandler("/error/500").UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseMiddleware<OwnOriginMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<AntiforgeryMiddleware>();
        return app;
    }
}
