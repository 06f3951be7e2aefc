using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace AuraWeb.Previews;

/// <summary>Forwards requests, sockets and streams to a port inside a sandbox.</summary>
public sealed class PreviewForwarder(
    IHttpForwarder forwarder,
    PreviewPools pools,
    IOptions<PreviewOptions> options,
    IOptionsMonitor<CookieAuthenticationOptions> signIn,
    IOptions<AntiforgeryOptions> antiforgery)
{
    private const string SignInScheme = "Identity.Application";

    private readonly ForwarderRequestConfig _config = new()
    {
        // Its own default, 100 seconds, ends sockets and event streams that have nothing to say.
        ActivityTimeout = options.Value.QuietAtMost,
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly Lazy<IReadOnlyCollection<string>> _ownCookies = new(() =>
        [.. new[] { signIn.Get(SignInScheme).Cookie.Name, antiforgery.Value.Cookie.Name }.OfType<string>()]);

    /// <summary>Forwards the request and answers it.</summary>
    /// <returns>Null when it was answered or is gone; otherwise why it could not be, with nothing sent yet.</returns>
    public async Task<SandboxError?> ForwardAsync(HttpContext context, PreviewRoute route, SandboxSession session, PreviewGrant grant)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(grant);
        LiftLimits(context);
        var transformer = new PreviewTransformer(route, session, grant.IsFramed, _ownCookies.Value);
        var pool = pools.For(session.Sandbox.Id, route.Port);
        var outcome = await forwarder.SendAsync(context, PreviewRoute.InnerOrigin(route.Port), pool, _config, transformer, session.Revoked);
        if (outcome == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        context.Response.Clear();
        return session.Revoked.IsCancellationRequested ? SandboxError.SandboxStopped : Explain(context, route.Port);
    }

    private static void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } upload)
        {
            upload.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } download)
        {
            download.MinDataRate = null;
        }
    }

    private static SandboxError Explain(HttpContext context, int port)
    {
        for (var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PortSilentException silent)
            {
                return silent.Error;
            }
        }

        return new(SandboxErrorCode.ProviderUnavailable, $"What listens on port {port} did not give an answer that HTTP knows.");
    }
}
