using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Previews;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using AuraWeb.Terminals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AuraWeb.Tests.Previews;

/// <summary>
/// Previews on a real Kestrel over a real SQLite file; sandboxes' ports are servers of the test. Who asks AuraWeb's own host is said
/// by a header, a preview's host knows its cookie alone.
/// </summary>
public partial class PreviewFixture : IAsyncLifetime
{
    public const string UserHeader = "Test-User";

    private static readonly SandboxLimits Limits = new(2, 512L << 20, 256L << 20, TimeSpan.FromHours(1));

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
    private DataFolder? _folder;
    private WebApplication? _app;

    internal LoopbackProvider Provider { get; } = new();

    /// <summary>AuraWeb's clock for tickets and cookies.</summary>
    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    internal IServiceProvider Services => _app!.Services;

    internal int Port => new Uri(_app!.Urls.First()).Port;

    internal string Home => $"localhost:{Port}";

    /// <summary>Which provider runs sandboxes.</summary>
    protected virtual string ProviderOfSandboxes => LoopbackProvider.ProviderName;

    public virtual async ValueTask InitializeAsync()
    {
        _folder = DataFolder.TryOpen(_path)!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services.AddData(_folder).AddAccess().AddAudit().AddSandboxes().AddTemplating().AddProjects().AddTerminals().AddPreviews();
        Configure(services);
        services.AddAntiforgery();
        services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderHandler>("test", null);
        services.AddSingleton(WriteTemplates());
        services.AddSingleton(provider => new PreviewTickets(Clock));
        services.AddSingleton(provider => new PreviewCookie(
            provider.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), Clock));
        services.AddSingleton(provider => new PreviewEntrance(
            provider.GetRequiredService<PreviewTickets>(), provider.GetRequiredService<PreviewCookie>(), Clock));
        _app = builder.Build();
        await _app.Services.MigrateAsync(CancellationToken.None);
        _app.UsePreviews();
        _app.MapGet("/own", () => "AuraWeb's own page");
        _app.MapGet("/antiforgery", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
            antiforgery.GetAndStoreTokens(context).RequestToken);
        await _app.StartAsync();
        await AddPeopleAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    /// <summary>A browser without memory: it dials this machine whatever the host is, keeps no cookies and follows nothing.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the handler.")]
    internal HttpClient NewClient() => new(NewHandler(), disposeHandler: true);

    private SocketsHttpHandler NewHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, ct) => await LoopbackProvider.DialAsync(new(IPAddress.Loopback, Port), ct),
    };

    internal async Task<AuraDbContext> ContextAsync() =>
        await Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();

    /// <summary>A project of <paramref name="owner"/> with a running sandbox; returns both ids.</summary>
    internal async Task<(string ProjectId, string SandboxId)> AddProjectAsync(string owner = "owner")
    {
        var door = Services.GetRequiredService<SandboxService>();
        await using var db = await ContextAsync();
        var id = RandomId.New();
        db.Add(new Project { Id = id, Name = id, NormalizedName = id, OwnerId = owner, TemplateId = "app", Parameters = "{}" });
        db.Add(new Membership { ProjectId = id, UserId = owner, Role = Role.Owner });
        var sandbox = door.Add(db, id, SandboxPurpose.Development, "p", Limits, ProviderOfSandboxes);
        await db.SaveChangesAsync();
        await Services.GetRequiredService<Reconciler>().ReconcileAsync(sandbox.Id, CancellationToken.None);
        return (id, sandbox.Id);
    }

    /// <summary>Changes what runs before it starts.</summary>
    protected virtual void Configure(IServiceCollection services) =>
        services.RemoveAll<ISandboxProvider>().AddSingleton<ISandboxProvider>(Provider);

    // One template whose port is 5173.
    private TemplateCatalog WriteTemplates()
    {
        var folder = Path.Combine(_path, "templates");
        Directory.CreateDirectory(Path.Combine(folder, "app", "files"));
        File.WriteAllText(Path.Combine(folder, "app", "template.yaml"), "name: App\ndescription: An app\nicon: A\nscripts:\n  dev: serve\nport: 5173\n");
        return new(folder);
    }

    private async Task AddPeopleAsync()
    {
        await using var db = await ContextAsync();
        foreach (var id in new[] { "owner", "other", "viewer" })
        {
            db.Add(new AppUser { Id = id, UserName = id, Email = $"{id}@example.org", DisplayName = id, SecurityStamp = "1" });
        }

        await db.SaveChangesAsync();
    }

    private sealed class HeaderHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var id = Request.Headers[UserHeader].ToString();
            var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "test"));
            return Task.FromResult(id.Length == 0 ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new(principal, "test")));
        }
    }
}
