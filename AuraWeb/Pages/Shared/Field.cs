namespace AuraWeb.Pages;

/// <summary>One field of a form of ours.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Label">What stands above it.</param>
/// <param name="Error">What is wrong with it and what to do; null when nothing is.</param>
public sealed record Field(string Name, string Label, string? Error)
{
    public string Type { get; init; } = "text";

    public string? Value { get; init; }

    /// <summary>What the browser may fill in.</summary>
    public string Autocomplete { get; init; } = "off";

    public string? Hint { get; init; }

    public int? MinLength { get; init; }

    public int MaxLength { get; init; } = 256;

    public bool Autofocus { get; init; }

    public string Id => Name.Replace('.', '-');

    public string? DescribedBy => (Error, Hint) switch
    {
        (null, null) => null,
        (null, _) => $"{Id}-hint",
        (_, null) => $"{Id}-error",
        _ => $"{Id}-error {Id}-hint",
    };
}
