using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Bench.Sandboxes;

/// <summary>The door over the local provider in this process, with one running sandbox: what has no address of its own is measured here.</summary>
internal sealed class LocalDoor : IAsyncDisposable
{
    private readonly DataFolder _folder = DataFolder.TryOpen(Directory.CreateTempSubdirectory("auraweb-bench-").FullName)!;
    private readonly ServiceProvider _services;

    private LocalDoor() => _services = new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddLogging().AddData(_folder).AddAccess().AddAudit().AddSandboxes()
        .BuildServiceProvider();

    public SandboxService Door => _services.GetRequiredService<SandboxService>();

    public LocalPaths Paths => _services.GetRequiredService<LocalPaths>();

    public Launcher Launcher => _services.GetRequiredService<Launcher>();

    public ContainerRuntime Runtime => _services.GetRequiredService<ContainerRuntime>();

    public ProcessSpec Specs => _services.GetRequiredService<ProcessSpec>();

    /// <summary>Id of the running sandbox.</summary>
    public string SandboxId { get; private set; } = "";

    public static async Task<LocalDoor> StartAsync(CancellationToken ct)
    {
        var door = new LocalDoor();
        await door._services.MigrateAsync(ct);
        await using var db = await door._services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync(ct);
        db.Add(new Project { Id = "bench", Name = "bench", NormalizedName = "BENCH", OwnerId = "bench", TemplateId = "none", Parameters = "{}" });
        var sandbox = door.Door.Add(db, "bench", SandboxPurpose.Development, "bench", SandboxLimits.Default, "local");
        await db.SaveChangesAsync(ct);
        await door._services.GetRequiredService<Reconciler>().ReconcileAsync(sandbox.Id, ct);
        door.SandboxId = sandbox.Id;
        return door;
    }

    /// <summary>Opens the sandbox for one operation.</summary>
    public async Task<SandboxSession> OpenAsync(Operation operation, CancellationToken ct) =>
        (await Door.OpenAsync(Actor.System, SandboxId, operation, ct)).Value;

    public async ValueTask DisposeAsync()
    {
        await Door.RequestAsync(Actor.System, SandboxId, DesiredState.Deleted, CancellationToken.None);
        await _services.GetRequiredService<Reconciler>().ReconcileAsync(SandboxId, CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
    }
}
