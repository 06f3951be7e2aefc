namespace AuraWeb.Tests.Architecture;

/// <summary>The layers of the house, lowest first; a type may name its own layer and those below.</summary>
internal static class Layers
{
    private static readonly string[][] FromBelow =
    [
        ["Data", "Identity"],
        ["Access", "Audit"],
        ["Sandboxes"],
        ["Projects", "Terminals", "Previews", "Templating", "Events"],
        ["Pages", "Api", "Agents", "Jobs"],
        ["Hosting", "Program"],
    ];

    /// <summary>The uses that go up, each as a sentence.</summary>
    public static IReadOnlyList<string> GoingUp(IEnumerable<TypeUse> uses, string root) =>
    [
        .. from use in uses
           let user = FolderOf(use.User, root)
           let used = FolderOf(use.Used, root)
           where user is not null && used is not null && LevelOf(used) > LevelOf(user)
           orderby use.User
           select $"{use.User} names {use.Used}",
    ];

    /// <summary>The folders of these types that are in no layer.</summary>
    public static IReadOnlyList<string> WithoutLayer(IEnumerable<TypeUse> uses, string root) =>
        [.. uses.Select(use => FolderOf(use.User, root)).OfType<string>().Where(folder => LevelOf(folder) < 0).Distinct()];

    private static int LevelOf(string folder) => Array.FindIndex(FromBelow, layer => layer.Contains(folder));

    private static string? FolderOf(string type, string root) =>
        type == "Program" ? "Program"
        : type.StartsWith("AspNetCoreGeneratedDocument.", StringComparison.Ordinal) ? "Pages"
        : type.StartsWith(root + ".", StringComparison.Ordinal) ? type[(root.Length + 1)..].Split('.')[0]
        : null;
}
