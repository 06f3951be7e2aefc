using System.Diagnostics;

namespace AuraWeb.Tests.Pages.Workspace.Editor;

/// <summary>Runs the tests of the editor's own script with Node, bundled as the page's scripts are.</summary>
public sealed class LineEndingsTests
{
    [Fact]
    [Trait("Case", "F1")]
    public async Task Script_UnderNode_KeepsEveryByteOutsideTheEdit()
    {
        var client = Path.Combine(Root(), "AuraWeb", "Client");
        var bundle = Path.Combine(Directory.CreateTempSubdirectory("aura-script-").FullName, "lineEndings.test.mjs");
        try
        {
            await RunAsync(client, Path.Combine(client, "node_modules", ".bin", "esbuild"), "test/lineEndings.test.ts", "--bundle", "--platform=node", "--format=esm", $"--outfile={bundle}");
            await RunAsync(client, "node", "--test", bundle);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(bundle)!, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AuraWeb.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return folder;
    }
}
