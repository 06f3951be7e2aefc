using System.Diagnostics;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>Programs on the host, for what a test must see from outside.</summary>
internal static class Host
{
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
