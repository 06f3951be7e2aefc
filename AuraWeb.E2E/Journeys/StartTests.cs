using System.Diagnostics;
using AuraWeb.E2E.Harness;

namespace AuraWeb.E2E.Journeys;

/// <summary>Starting and stopping the program.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_OnANewFolder_PrintsTheFirstLinkAndCtrlCEndsCleanly()
    {
        await using var aura = await AuraProcess.StartAsync();

        Assert.StartsWith($"{aura.Address}account/first?code=", aura.FirstLink?.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await aura.StopAsync());
    }

    [Fact]
    public async Task Start_OnAFolderInUse_IsRefused()
    {
        await using var aura = await AuraProcess.StartAsync();
        var info = new ProcessStartInfo("dotnet", [Repository.Program, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true };
        info.Environment["AURA_DATA"] = aura.Data;

        using var second = Process.Start(info)!;
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(aura.Data, error, StringComparison.Ordinal);
    }
}
