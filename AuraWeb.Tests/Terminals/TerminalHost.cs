using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Terminals;
using AuraWeb.Tests.Sandboxes.Local;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuraWeb.Tests.Terminals;

/// <summary>Terminals on a real server, a real database and a real sandbox; signing in is one request.</summary>
public sealed class TerminalHost : IAsyncLifetime
{
    private readonly string _path = Directory.CreateTempSubdirectory("aura-terminals-").FullName;
    private readonly List<string> _sandboxes = [];
    private WebApplication? _app;
    private DataFolder? _data;

    /// <summary>Where the server listens.</summary>
    public Uri Address => new(_app!.Urls.First());

    /// <summary>A sandbox that runs, of a project with the members owner, editor and viewer.</summary>
    public string Sandbox { get; private set; } = string.Empty;

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await using var db = await ContextAsync();
        foreach (var name in new[] { "owner", "editor", "viewer", "stranger" })
        {
            db.Add(new AppUser { Id = name, UserName = name, Email = $"{name}@example.org", DisplayName = $"The {name}", SecurityStamp = name });
        }

        await db.SaveChangesAsync();
        Sandbox = await AddSandboxAsync();
    }

    /// <summary>A running sandbox in a project of its own, with the usual members.</summary>
    public async Task<string> AddSandboxAsync()
    {
        var project = RandomId.New();
        await using var db = await ContextAsync();
        db.Add(new Project { Id = project, Name = project, NormalizedName = project, OwnerId = "owner", TemplateId = "t", Parameters = "{}" });
        db.Add(new Membership { ProjectId = project, UserId = "owner", Role = Role.Owner });
        db.Add(new Membership { ProjectId = project, UserId = "editor", Role = Role.Editor });
        db.Add(new Membership { ProjectId = project, UserId = "viewer", Role = Role.Viewer });
        var limits = new SandboxLimits(2, 512L << 20, 256L << 20, TimeSpan.FromHours(1));
        var sandbox = Get<SandboxService>().Add(db, project, SandboxPurpose.Development, "test", limits, "local");
        await db.SaveChangesAsync();
        _sandboxes.Add(sandbox.Id);
        await Get<Reconciler>().ReconcileAsync(sandbox.Id, CancellationToken.None);
        return sandbox.Id;
    }

    public Task<AuraDbContext> ContextAsync() => Get<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();

    /// <summary>What a restart of AuraWeb is: everything anew on the same data, at another port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Opens a terminal that runs a shell text.</summary>
    public async Task<string> OpenAsync(string text, string? sandbox = null)
    {
        var request = new TerminalRequest(RandomId.New(), "Test", 80, 24) { Argv = ["/bin/bash", "-c", text] };
        return (await Get<TerminalService>().OpenAsync(Actor.System, sandbox ?? Sandbox, request, CancellationToken.None)).Value.Id;
    }

    /// <summary>Opens a login shell.</summary>
    public async Task<string> OpenShellAsync(string? sandbox = null) =>
        (await Get<TerminalService>().OpenAsync(Actor.System, sandbox ?? Sandbox, new(RandomId.New(), "Test", 80, 24), CancellationToken.None)).Value.Id;

    /// <summary>The session cookie of a person, as a header.</summary>
    public async Task<string> SignInAsync(string person)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Address, $"/test/sign-in/{person}"));
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    public async ValueTask DisposeAsync()
    {
        var provider = Get<SandboxProviders>().Find("local")!;
        foreach (var sandbox in _sandboxes)
        {
            Assert.Null(await provider.DeleteAsync(sandbox, CancellationToken.None));
        }

        var paths = Get<LocalPaths>();
        var (run, cgroup) = (paths.Run, paths.CgroupParent);
        await StopAsync();
        await Host.RunAsync("umount", Path.Combine(run, "ns", "mnt"));
        await Host.RunAsync("umount", run);
        Directory.Delete(run);
        foreach (var folder in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => root + cgroup).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }

        Directory.Delete(_path, recursive: true);
    }

    private async Task StartAsync()
    {
        _data = DataFolder.TryOpen(_path)!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddData(_data).AddAccess().AddAudit().AddSandboxes().AddIdentityFeature().AddTerminals();
        builder.Services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        _app = builder.Build();
        await _app.Services.MigrateAsync(CancellationToken.None);
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapTerminals();
        _app.MapGet("/test/sign-in/{person}", async (string person, HttpContext context, SignInManager<AppUser> people) =>
        {
            await people.SignInAsync((await people.UserManager.FindByIdAsync(person))!, isPersistent: false);
            context.User = await people.CreateUserPrincipalAsync((await people.UserManager.FindByIdAsync(person))!);
        }).AllowAnonymous();
        _app.MapGet("/test/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        await _app.StartAsync();
    }

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data!.Dispose();
    }
}
