using AuraWeb.Sandboxes;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AuraWeb.Previews;

/// <summary>What happens to one request and its answer on the way.</summary>
internal sealed class PreviewTransformer(PreviewRoute route, SandboxSession session, bool isFramed, IReadOnlyCollection<string> foreignCookies)
    : HttpTransformer
{
    // The address goes on exactly as it came: dev servers give meaning to what a parser would tidy up.
    private static readonly UriCreationOptions Exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        PreviewRequestHeaders.Rewrite(route, proxyRequest, foreignCookies);
        proxyRequest.Options.Set(PreviewPools.SessionKey, session);
        if (httpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target
            && target.StartsWith('/')
            && Uri.TryCreate(destinationPrefix + target, Exact, out var address))
        {
            proxyRequest.RequestUri = address;
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            PreviewResponseHeaders.Rewrite(route, httpContext.Response.Headers, isFramed);
        }

        return hasBody;
    }
}
