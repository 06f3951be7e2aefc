namespace AuraWeb.E2E.Harness;

/// <summary>Where things lie in the working copy that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built program, of the same configuration as these tests.</summary>
    public static string Program { get; } =
        Path.Combine(Root, "AuraWeb", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "AuraWeb.dll");

    /// <summary>A folder for what a person may want to look at after the run.</summary>
    public static string Artifacts(params ReadOnlySpan<string> names) =>
        Directory.CreateDirectory(Path.Combine([Root, "artifacts", .. names])).FullName;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AuraWeb.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a working copy of the repository.");
        }

        return folder.FullName;
    }
}
