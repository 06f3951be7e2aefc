using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Previews;

/// <summary>A port could not be connected to.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown in one place, always with the error.")]
[SuppressMessage("Design", "CA1064", Justification = "Caught by the forwarder, which hands it on as it is.")]
internal sealed class PortSilentException(SandboxError error) : IOException(error.Message)
{
    public SandboxError Error => error;
}

/// <summary>
/// Connections to the ports of sandboxes, one pool a sandbox and port: nothing of one sandbox can be met in another's. A pool goes
/// when its sandbox stops.
/// </summary>
public sealed class PreviewPools : ISandboxObserver, IDisposable
{
    /// <summary>Under which a request carries the session that its connection is opened with.</summary>
    internal static readonly HttpRequestOptionsKey<SandboxSession> SessionKey = new("AuraWeb.Session");

    private readonly ConcurrentDictionary<(string SandboxId, int Port), Lazy<HttpMessageInvoker>> _pools = new();

    /// <summary>The pool of a port.</summary>
    public HttpMessageInvoker For(string sandboxId, int port) =>
        _pools.GetOrAdd((sandboxId, port), key => new(() => new(CreateHandler(key.Port), disposeHandler: true))).Value;

    void ISandboxObserver.SandboxChanged(SandboxChange change)
    {
        if (change is { State: SandboxState.Running, DesiredState: DesiredState.Running })
        {
            return;
        }

        foreach (var entry in _pools.Where(p => p.Key.SandboxId == change.SandboxId))
        {
            Drop(entry);
        }
    }

    public void Dispose()
    {
        foreach (var entry in _pools)
        {
            Drop(entry);
        }
    }

    private void Drop(KeyValuePair<(string SandboxId, int Port), Lazy<HttpMessageInvoker>> entry)
    {
        if (_pools.TryRemove(entry) && entry.Value.IsValueCreated)
        {
            entry.Value.Value.Dispose();
        }
    }

    private static SocketsHttpHandler CreateHandler(int port) => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        ConnectCallback = (context, ct) => ConnectAsync(context, port, ct),

        // As they came, byte for byte: cookies as the module has Kestrel read them, the rest as UTF-8.
        RequestHeaderEncodingSelector = (name, _) =>
            name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, int port, CancellationToken ct)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(SessionKey, out var session))
        {
            throw new InvalidOperationException("A request to a preview carries no session.");
        }

        return (await session.Ports.ConnectAsync(port, ct)).TryGet(out var stream, out var error) ? stream : throw new PortSilentException(error);
    }
}
