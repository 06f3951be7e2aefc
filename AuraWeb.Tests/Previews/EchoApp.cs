using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuraWeb.Tests.Previews;

/// <summary>An app as it might run in a sandbox: it tells what it was asked, and answers as the address says.</summary>
internal sealed class EchoApp : IAsyncDisposable
{
    private readonly TaskCompletionSource _quietEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private EchoApp(WebApplication app) => _app = app;

    /// <summary>Completed when a stream or socket that the app served has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many requests reached it.</summary>
    public int Requests { get; private set; }

    public IPEndPoint EndPoint => IPEndPoint.Parse(new Uri(_app.Urls.First()).Authority);

    public static async Task<EchoApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(o =>
        {
            o.Limits.MaxRequestBodySize = null;
            o.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        var echo = new EchoApp(builder.Build());
        echo._app.UseWebSockets();
        echo._app.Run(echo.AnswerAsync);
        await echo._app.StartAsync();
        return echo;
    }

    /// <summary>Lets quiet streams say something.</summary>
    public void EndQuiet() => _quietEnds.TrySetResult();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        var (request, response) = (context.Request, context.Response);
        foreach (var header in request.Query["header"])
        {
            var colon = header!.IndexOf(':', StringComparison.Ordinal);
            response.Headers.Append(header[..colon], header[(colon + 1)..]);
        }

        if (context.WebSockets.IsWebSocketRequest)
        {
            await EchoSocketAsync(context);
        }
        else if (request.Path == "/redirect")
        {
            response.StatusCode = 302;
        }
        else if (request.Path == "/events")
        {
            await SendEventsAsync(context);
        }
        else if (request.Path == "/quiet")
        {
            await BeQuietAsync(context);
        }
        else if (request.Path == "/count")
        {
            await response.WriteAsync((await CountAsync(request)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (request.Path == "/bytes")
        {
            await SendBytesAsync(context, long.Parse(request.Query["size"]!, System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            await response.WriteAsync(Describe(context));
        }
    }

    private static string Describe(HttpContext context) =>
        $"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}\n"
        + string.Concat(context.Request.Headers.SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}\n")));

    private async Task EchoSocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        var buffer = new byte[4096];
        await socket.SendAsync(Encoding.UTF8.GetBytes(Describe(context)), WebSocketMessageType.Text, true, context.RequestAborted);
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            {
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
            }

            await socket.CloseAsync(socket.CloseStatus!.Value, "bye " + socket.CloseStatusDescription, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            Ended.TrySetResult();
        }
    }

    private async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            for (var n = 0; n < 1000; n++)
            {
                await context.Response.WriteAsync($"data: {n}\n\n", context.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            Ended.TrySetResult();
        }
    }

    private async Task BeQuietAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": open\n", context.RequestAborted);
        await _quietEnds.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("data: end\n\n", context.RequestAborted);
    }

    private static async Task<long> CountAsync(HttpRequest request)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        while (await request.Body.ReadAsync(buffer) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    private static async Task SendBytesAsync(HttpContext context, long size)
    {
        var buffer = new byte[64 * 1024];
        for (var left = size; left > 0; left -= buffer.Length)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
        }
    }
}
