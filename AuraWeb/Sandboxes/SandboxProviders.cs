using System.Collections.Frozen;

namespace AuraWeb.Sandboxes;

/// <summary>The providers of this AuraWeb, by name.</summary>
public sealed class SandboxProviders(IEnumerable<ISandboxProvider> providers)
{
    private readonly FrozenDictionary<string, ISandboxProvider> _byName = providers.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Names of all of them.</summary>
    public IReadOnlyList<string> Names => _byName.Keys;

    /// <summary>The provider called <paramref name="name"/>; null if this AuraWeb has none of that name (any more).</summary>
    public ISandboxProvider? Find(string name) => _byName.GetValueOrDefault(name);
}
