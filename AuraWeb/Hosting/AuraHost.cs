using AuraWeb.Data;

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
        if (!builder.Environment.IsDevelopment())
        {
            // Files that were built do not change under a running server: serve them as the build compressed them.
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // Keys lie in the data folder, which only AuraWeb's own user may enter; the warning would come at every first start.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // One line a request, and a stack trace for each app that does not answer: its page says so already.
            .AddFilter("Yarp", LogLevel.Warning).AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error)
            // What it logs is filtered out anyway; asked for nothing, it also makes no trace of every request.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // Announcement says it in one line.
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (ListenCheck.Refusal(builder.Configuration) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 1;
        }

        var path = DataPath(builder.Configuration);
        using var folder = DataFolder.TryOpen(path);
        if (folder is null)
        {
            await Console.Error.WriteLineAsync($"Another AuraWeb is running on {path}. Stop it, or set AURA_DATA to another folder.");
            return 1;
        }

        builder.Services.AddData(folder);
        builder.Services.AddSingleton(Console.Out).AddHostedService<Announcement>();
        addFeatures(builder.Services);
        await using var app = builder.Build();
        await app.Services.MigrateAsync(CancellationToken.None);
        mapFeatures(app);
        await app.RunAsync();
        return 0;
    }

    /// <summary>The data folder that the configuration names.</summary>
    public static string DataPath(IConfiguration configuration) =>
        configuration["AURA_DATA"] is { Length: > 0 } named ? named : DefaultData;

    // Beside the program, wherever it was started from: pages and static files are found from there.
    private static string ContentRoot() => AppContext.BaseDirectory;
}
