using System.Text.Json;

namespace AuraWeb.Pages.Workspace;

/// <summary>The scripts that the workspace loads by itself, as the bundler listed them: a page that names them has them sooner.</summary>
public sealed class ClientPreloads(IWebHostEnvironment environment)
{
    private readonly Lazy<string[]> _all = new(() => Read(environment));

    /// <summary>Their addresses.</summary>
    public IReadOnlyList<string> All => _all.Value;

    private static string[] Read(IWebHostEnvironment environment)
    {
        using var list = environment.WebRootFileProvider.GetFileInfo("dist/preload.json").CreateReadStream();
        return JsonSerializer.Deserialize<string[]>(list)!;
    }
}
