using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AuraWeb.Tests.Pages.FrontDoor;

/// <summary>Every icon that a page names is in the sprite.</summary>
public sealed partial class IconsTests
{
    [Fact]
    public void Icons_NamedInPagesAndScripts_AreInTheSprite()
    {
        var root = Root();
        var sprite = File.ReadAllText(Path.Combine(root, "wwwroot/icons.svg"));
        var sources = Directory.EnumerateFiles(Path.Combine(root, "AuraWeb/Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "AuraWeb/Client/src"), "*.ts", SearchOption.AllDirectories));

        var missing = sources.SelectMany(file => Icon().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().Where(name => !sprite.Contains($"id=\"{name}\"", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));

    [GeneratedRegex(@"icons\.svg#([a-z0-9-]+)")]
    private static partial Regex Icon();
}
