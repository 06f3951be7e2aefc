using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Pages.Workspace.Files;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Tests.Sandboxes.Local.Files;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuraWeb.Tests.Pages.Workspace.Files;

/// <summary>The file addresses on a real server, with the real door over SQLite and a sandbox that is a folder.</summary>
public sealed class FilesApp : IAsyncLifetime
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
    private DataFolder? _folder;
    private WebApplication? _app;

    public TemporaryContent Content { get; } = new();

    public Uri Address => new(_app!.Urls.First());

    public async ValueTask InitializeAsync()
    {
        _folder = DataFolder.TryOpen(_path)!;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddData(_folder).AddAccess().AddAudit().AddSandboxes().AddFiles();
        builder.Services.AddSingleton<ISandboxProvider>(new FolderProvider(Content.Files));
        builder.Services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        builder.Services.AddRazorPages().AddApplicationPart(typeof(FilesModule).Assembly);
        builder.Services.AddAuthentication(NamedUser.Scheme).AddScheme<AuthenticationSchemeOptions, NamedUser>(NamedUser.Scheme, null);
        builder.Services.AddAuthorization();
        _app = builder.Build();
        await _app.Services.MigrateAsync(CancellationToken.None);
        await SeedAsync();
        _app.MapRazorPages();
        _app.MapFiles();
        _app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        await _app.StartAsync();
    }

    /// <summary>A client signed in as a user, with that user's antiforgery token.</summary>
    public async Task<HttpClient> ClientAsync(string? user)
    {
        var client = new HttpClient
        {
            BaseAddress = new Uri(Address, "/projects/project/files/"),
            Timeout = TimeSpan.FromMinutes(2),
        };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add(NamedUser.Header, user);
        }

        client.DefaultRequestHeaders.Add("RequestVerificationToken", await client.GetStringAsync(new Uri("/token", UriKind.Relative)));
        return client;
    }

    /// <summary>The <c>code</c> of a problem.</summary>
    public static async Task<string?> CodeAsync(HttpResponseMessage response, CancellationToken ct)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<Dictionary<string, object>>(ct);
        return problem!.GetValueOrDefault("code")?.ToString();
    }

    /// <summary>Writes what the sandbox is.</summary>
    public async Task BecomeAsync(SandboxState state, DesiredState desired)
    {
        await using var db = await _app!.Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();
        await db.Set<Sandbox>().ExecuteUpdateAsync(set => set.SetProperty(s => s.State, state).SetProperty(s => s.DesiredState, desired));
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        Content.Dispose();
        _folder!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    private async Task SeedAsync()
    {
        await using var db = await _app!.Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();
        foreach (var name in (string[])["owner", "viewer", "stranger"])
        {
            db.Add(new AppUser { Id = name, UserName = name, DisplayName = name });
        }

        db.Add(new Project { Id = "project", Name = "p", NormalizedName = "P", OwnerId = "owner", TemplateId = "t", Parameters = "{}" });
        db.Add(new Membership { ProjectId = "project", UserId = "owner", Role = Role.Owner });
        db.Add(new Membership { ProjectId = "project", UserId = "viewer", Role = Role.Viewer });
        var sandbox = _app.Services.GetRequiredService<SandboxService>()
            .Add(db, "project", SandboxPurpose.Development, "p", SandboxLimits.Default, FolderProvider.ProviderName);
        (sandbox.State, sandbox.ProviderRef) = (SandboxState.Running, sandbox.Id);
        await db.SaveChangesAsync();
    }

    /// <summary>Believes the name in a header.</summary>
    private sealed class NamedUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "Named";
        public const string Header = "X-Test-User";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Header] is not [{ } name])
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Name, name)], Scheme);
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme)));
        }
    }
}
