using AuraWeb.Identity;

namespace AuraWeb.Hosting;

/// <summary>Where this AuraWeb is reached: what is printed at the start, and kept in the data folder for commands that run beside it.</summary>
internal static class OwnAddress
{
    /// <summary>The address to print: the public one, else the first that the server is bound to.</summary>
    public static string Of(PublicAddress address, IEnumerable<string> bound) =>
        (address.Url?.GetLeftPart(UriPartial.Authority) ?? bound.First()).TrimEnd('/');

    public static Task WriteAsync(string dataPath, string address, CancellationToken ct) => File.WriteAllTextAsync(FileOf(dataPath), address, ct);

    /// <summary>Where the AuraWeb on this data folder answered last; null if it never ran.</summary>
    public static string? Read(string dataPath) => File.Exists(FileOf(dataPath)) ? File.ReadAllText(FileOf(dataPath)).Trim() : null;

    /// <summary>The address of a one-time link.</summary>
    public static string LinkOf(string address, string code) => $"{address}/account/first?code={code}";

    private static string FileOf(string dataPath) => Path.Combine(dataPath, "address");
}
