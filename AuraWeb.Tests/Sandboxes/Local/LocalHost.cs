using AuraWeb.Data;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local;
using AuraWeb.Sandboxes.Local.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>The local provider with a data folder of its own. Disposing it leaves nothing on the host.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly DataFolder _data;
    private readonly List<string> _ids = [];
    private ServiceProvider _services;

    public LocalHost()
    {
        _data = DataFolder.TryOpen(Directory.CreateTempSubdirectory("aura-local-").FullName)!;
        _services = Build();
    }

    public ISandboxProvider Provider => _services.GetRequiredService<ISandboxProvider>();

    public LocalPaths Paths => _services.GetRequiredService<LocalPaths>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A description of a small sandbox.</summary>
    public SandboxSpec NewSpec(long memory = 512L << 20, long storage = 256L << 20, double cpu = 2)
    {
        var id = RandomId.New();
        _ids.Add(id);
        return new(id, "test", new SandboxLimits(cpu, memory, storage, TimeSpan.FromHours(1)));
    }

    /// <summary>What a restart of AuraWeb leaves: a new provider on the same data folder.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _ids)
        {
            Assert.Null(await Provider.DeleteAsync(id, CancellationToken.None));
        }

        var run = Paths.Run;
        var cgroup = Paths.CgroupParent;
        await _services.DisposeAsync();
        if (Directory.Exists(run))
        {
            await Host.RunAsync("umount", Path.Combine(run, "ns", "mnt"));
            await Host.RunAsync("umount", run);
            Directory.Delete(run);
        }

        foreach (var folder in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => root + cgroup).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }

        _data.Dispose();
        Directory.Delete(_data.Path, recursive: true);
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton(_data)
        .AddSingleton(TimeProvider.System)
        .AddLogging()
        .AddLocalProvider()
        .BuildServiceProvider();
}
