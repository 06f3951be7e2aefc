using AuraWeb.Data;
using AuraWeb.Identity;

namespace AuraWeb.Hosting;

/// <summary>Builds and runs the server: what comes before and after the features.</summary>
public static class AuraHost
{
    private const string DefaultUrl = "http://localhost:5080";
    private const string DefaultData = "/var/lib/auraweb";

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <returns>The process's exit code: 0, or 1 when another AuraWeb holds the data folder.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection> addFeatures, Action<WebApplication> mapFeatures)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot() });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var path = builder.Configuration["AURA_DATA"] is { Length: > 0 } named ? named : DefaultData;
        using var folder = DataFolder.TryOpen(path);
        if (folder is null)
        {
            await Console.Error.WriteLineAsync($"Another AuraWeb is running on {path}. Stop it, or set AURA_DATA to another folder.");
            return 1;
        }

        builder.Services.AddData(folder);
        addFeatures(builder.Services);
        await using var app = builder.Build();
        await app.Services.MigrateAsync(CancellationToken.None);
        mapFeatures(app);
        await app.StartAsync();
        await SayHelloAsync(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task SayHelloAsync(WebApplication app)
    {
        var address = app.Configuration["AURA_PUBLIC_URL"] is { Length: > 0 } named ? named : app.Urls.First();
        await PublicAddress.WriteAsync(app.Services.GetRequiredService<DataFolder>(), address, CancellationToken.None);
        if (await app.Services.GetRequiredService<FirstAdministrator>().NewCodeAsync(CancellationToken.None) is { } code)
        {
            Console.WriteLine($"First administrator: {PublicAddress.LinkOf(address, code)}");
        }

        Console.WriteLine($"AuraWeb is running at {address}");
    }

    // Beside the program, wherever it was started from: pages and static files are found from there.
    private static string ContentRoot() => AppContext.BaseDirectory;
}
