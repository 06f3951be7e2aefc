namespace AuraWeb.Tests;

/// <summary>Tests that measure this process's memory: they run when no others allocate beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Alone";
}
