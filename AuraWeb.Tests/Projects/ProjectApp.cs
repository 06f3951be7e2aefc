using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Jobs;
using AuraWeb.Pages;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Templating;
using AuraWeb.Tests.Pages.Projects;
using AuraWeb.Tests.Templating;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuraWeb.Tests.Projects;

/// <summary>Projects and jobs on a data folder of their own and, if wanted, real sandboxes and pages.</summary>
public sealed class ProjectApp : IAsyncDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("aura-projects-").FullName;
    private readonly bool _withSandboxes;
    private readonly bool _withPages;
    private WebApplication _app = null!;
    private DataFolder _folder = null!;

    private ProjectApp(bool withSandboxes, bool withPages) => (_withSandboxes, _withPages) = (withSandboxes, withPages);

    /// <summary>Templates made by the test; those of the repository when it makes none.</summary>
    public TemplateFolder Templates { get; } = new();

    public static Actor Olga { get; } = new(ActorKind.Person, "olga", "Olga", "olga@example.org", false, []);

    public static Actor Vera { get; } = new(ActorKind.Person, "vera", "Vera", "vera@example.org", false, []);

    /// <summary>Where its pages are.</summary>
    public Uri Address => new(_app.Urls.First());

    public static async Task<ProjectApp> StartAsync(bool withSandboxes, Action<TemplateFolder>? templates = null, bool withPages = false)
    {
        var app = new ProjectApp(withSandboxes, withPages);
        templates?.Invoke(app.Templates);
        await app.StartAsync();
        await using var db = await app.ContextAsync();
        foreach (var actor in new[] { Olga, Vera })
        {
            db.Add(new AppUser { Id = actor.Id, UserName = actor.Email, Email = actor.Email, DisplayName = actor.Name });
        }

        await db.SaveChangesAsync();
        return app;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<AuraDbContext> ContextAsync() => Get<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();

    /// <summary>Ends the process's part of AuraWeb and starts it anew on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Makes a project and gives its id.</summary>
    public async Task<string> CreateAsync(string name, string template, Dictionary<string, string?>? parameters = null)
    {
        var (id, refusals) = await Get<ProjectCreation>().CreateAsync(Olga, new(null, name, template, parameters ?? []), CancellationToken.None);
        Assert.Empty(refusals);
        return id!;
    }

    public async Task<ProjectView> ViewAsync(string projectId) =>
        await Get<ProjectQueries>().FindAsync(Actor.System, projectId, CancellationToken.None) ?? throw new InvalidOperationException("There is no such project.");

    /// <summary>Waits until the project is as wanted.</summary>
    public async Task<ProjectView> UntilAsync(string projectId, Func<ProjectView, bool> wanted, int seconds = 60)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(seconds);
        while (true)
        {
            var view = await ViewAsync(projectId);
            if (wanted(view))
            {
                return view;
            }

            Assert.True(DateTimeOffset.UtcNow < deadline, $"Still {view.Sandbox?.State}: {string.Join(", ", view.Steps)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Reads a file of the project's running sandbox.</summary>
    public async Task<string?> ReadAsync(string projectId, string path)
    {
        var view = await ViewAsync(projectId);
        var session = (await Get<SandboxService>().OpenAsync(Actor.System, view.Sandbox!.Id, Operation.ReadFiles, CancellationToken.None)).Value;
        if (!(await session.Files.ReadAsync(SandboxPath.Parse(path), CancellationToken.None)).TryGet(out var content, out _))
        {
            return null;
        }

        await using (content)
        {
            using var reader = new StreamReader(content.Stream);
            return await reader.ReadToEndAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_withSandboxes)
        {
            await RemoveSandboxesAsync();
        }

        await StopAsync();
        Templates.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private async Task RemoveSandboxesAsync()
    {
        await using var db = await ContextAsync();
        var ids = await db.Set<Sandbox>().Select(s => s.Id).ToListAsync();
        var provider = Get<ISandboxProvider>();
        await _app.StopAsync();
        foreach (var id in ids)
        {
            Assert.Null(await provider.DeleteAsync(id, CancellationToken.None));
        }

        var paths = Get<LocalPaths>();
        await Sandboxes.Local.Host.RunAsync("umount", Path.Combine(paths.Run, "ns", "mnt"));
        await Sandboxes.Local.Host.RunAsync("umount", paths.Run);
        Directory.Delete(paths.Run);
        foreach (var folder in Directory.EnumerateDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => root + paths.CgroupParent).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }
    }

    private async Task StartAsync()
    {
        _folder = DataFolder.TryOpen(_path)!;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "AuraWeb", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // Hangfire keeps the logger factory in a static: one that ends with its host would break the next host's start.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddData(_folder).AddAccess().AddAudit().AddSandboxes().AddTemplating().AddProjects().AddJobs();
        if (_withPages)
        {
            builder.Services.AddAuthentication(HeaderSignIn.Scheme).AddScheme<AuthenticationSchemeOptions, HeaderSignIn>(HeaderSignIn.Scheme, null);
            builder.Services.AddAuthorization();
            builder.Services.AddRateLimiter();
            builder.Services.AddPages();
        }

        if (!_withSandboxes)
        {
            builder.Services.RemoveAll<ISandboxProvider>();
        }

        if (!Templates.IsEmpty)
        {
            builder.Services.AddSingleton(new TemplateCatalog(Templates.Path));
        }

        _app = builder.Build();
        await _app.Services.MigrateAsync(CancellationToken.None);
        _app.MapJobs();
        if (_withPages)
        {
            _app.MapPages();
        }

        await _app.StartAsync();
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
