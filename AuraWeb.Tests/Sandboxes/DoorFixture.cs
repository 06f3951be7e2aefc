using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuraWeb.Tests.Sandboxes;

/// <summary>The door and the reconciler over a real SQLite file and a <see cref="ScriptedProvider"/>.</summary>
public sealed class DoorFixture : IAsyncLifetime
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
    private ServiceProvider? _services;
    private DataFolder? _folder;

    internal ScriptedProvider Provider { get; } = new();

    internal SandboxService Door => _services!.GetRequiredService<SandboxService>();

    internal Reconciler Reconciler => _services!.GetRequiredService<Reconciler>();

    internal static Actor Owner { get; } = new(ActorKind.Person, "owner", "Olga", "olga@example.org", false, []);

    internal static Actor Viewer { get; } = new(ActorKind.Person, "viewer", "Vera", "vera@example.org", false, []);

    internal static Actor Stranger { get; } = new(ActorKind.Person, "stranger", "Stan", "stan@example.org", false, []);

    public async ValueTask InitializeAsync()
    {
        _folder = DataFolder.TryOpen(_path)!;
        var services = new ServiceCollection().AddLogging().AddData(_folder).AddAccess().AddAudit().AddSandboxes();
        services.RemoveAll<ISandboxProvider>().AddSingleton<ISandboxProvider>(Provider);
        _services = services.BuildServiceProvider();
        await _services.MigrateAsync(CancellationToken.None);

        await using var db = await ContextAsync();
        foreach (var actor in new[] { Owner, Viewer, Stranger })
        {
            db.Add(new AppUser { Id = actor.Id, UserName = actor.Email, Email = actor.Email, DisplayName = actor.Name });
        }

        db.Add(new Project { Id = "project", Name = "p", NormalizedName = "P", OwnerId = Owner.Id, TemplateId = "t", Parameters = "{}" });
        db.Add(new Membership { ProjectId = "project", UserId = Owner.Id, Role = Role.Owner });
        db.Add(new Membership { ProjectId = "project", UserId = Viewer.Id, Role = Role.Viewer });
        await db.SaveChangesAsync();
    }

    internal async Task<AuraDbContext> ContextAsync() =>
        await _services!.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();

    /// <summary>Saves a new sandbox that nobody has reconciled yet.</summary>
    internal async Task<string> AddAsync()
    {
        await using var db = await ContextAsync();
        var sandbox = Door.Add(db, "project", SandboxPurpose.Development, "p", SandboxLimits.Default, ScriptedProvider.ProviderName);
        await db.SaveChangesAsync();
        return sandbox.Id;
    }

    /// <summary>Saves a new sandbox and reconciles it until it runs.</summary>
    internal async Task<string> AddRunningAsync()
    {
        var id = await AddAsync();
        await Reconciler.ReconcileAsync(id, CancellationToken.None);
        return id;
    }

    internal async Task<Sandbox?> FindAsync(string id)
    {
        await using var db = await ContextAsync();
        return await db.Set<Sandbox>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        _folder!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
