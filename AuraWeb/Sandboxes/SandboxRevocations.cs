using System.Collections.Concurrent;

namespace AuraWeb.Sandboxes;

/// <summary>One token for each actor in each sandbox; everything long-lived that a session gave out ends when it fires.</summary>
public sealed class SandboxRevocations
{
    private readonly ConcurrentDictionary<(string SandboxId, string ActorId), CancellationTokenSource> _sources = new();

    /// <summary>The token that ends what <paramref name="actorId"/> holds of this sandbox.</summary>
    public CancellationToken TokenFor(string sandboxId, string actorId) =>
        _sources.GetOrAdd((sandboxId, actorId), _ => new CancellationTokenSource()).Token;

    /// <summary>Ends what everybody holds of a sandbox: it stops or is deleted.</summary>
    public void RevokeSandbox(string sandboxId) => Revoke(key => key.SandboxId == sandboxId);

    /// <summary>Ends what one actor holds of a sandbox: they were removed or demoted.</summary>
    public void RevokeActor(string sandboxId, string actorId) => Revoke(key => key == (sandboxId, actorId));

    private void Revoke(Func<(string SandboxId, string ActorId), bool> matches)
    {
        foreach (var entry in _sources.Where(entry => matches(entry.Key)))
        {
            if (_sources.TryRemove(entry))
            {
                // Not disposed: a session that was just opened may still be registering with its token.
                entry.Value.Cancel();
            }
        }
    }
}
