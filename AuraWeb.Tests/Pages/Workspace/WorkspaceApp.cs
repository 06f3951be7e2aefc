using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Identity;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Tests.Sandboxes.Local.Files;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuraWeb.Tests.Pages.Workspace;

/// <summary>The whole of AuraWeb with one project that is set up; its sandbox is a folder with the real file operations.</summary>
public sealed class WorkspaceApp : AuraApp
{
    public const string Project = "project";

    public TemporaryContent Content { get; } = new();

    internal OpenSandboxes Sandboxes { get; private set; } = null!;

    /// <summary>Signs in a new person, as a member of the project or as a stranger.</summary>
    public async Task<AuraClient> EnterAsync(Role? role)
    {
        var email = await AddPersonAsync(role);
        var client = Visitor();
        await client.EnterAsync(email);
        return client;
    }

    /// <summary>Writes what the sandbox is, and tells it as the reconciler does.</summary>
    public Task BecomeAsync(SandboxState state, DesiredState desired) => UpdateAsync(sandbox => (sandbox.State, sandbox.DesiredState) = (state, desired));

    /// <summary>Takes every member off the project.</summary>
    public async Task RemoveMembersAsync()
    {
        await using var db = await ContextAsync();
        await db.Set<Membership>().ExecuteDeleteAsync();
        Services.GetRequiredService<ProjectEvents>().Changed(Project);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        Sandboxes = new(Content.Files);
        builder.ConfigureServices(services => services.RemoveAll<ISandboxProvider>().AddSingleton<ISandboxProvider>(Sandboxes));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Content.Dispose();
        }
    }

    private Task<AuraDbContext> ContextAsync() => Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();

    private async Task<string> AddPersonAsync(Role? role)
    {
        var user = await CreateUserAsync($"{RandomId.New()}@example.org");
        await using var db = await ContextAsync();
        if (!await db.Set<Project>().AnyAsync())
        {
            await SeedAsync(db, user);
        }

        if (role is { } given)
        {
            db.Add(new Membership { ProjectId = Project, UserId = user.Id, Role = given });
            await db.SaveChangesAsync();
        }

        return user.Email!;
    }

    private async Task UpdateAsync(Action<Sandbox> change)
    {
        await using var db = await ContextAsync();
        var id = await db.Set<Sandbox>().Select(s => s.Id).SingleAsync();
        await Services.GetRequiredService<SandboxStore>().UpdateAsync(id, change, CancellationToken.None);
    }

    private async Task SeedAsync(AuraDbContext db, AppUser owner)
    {
        db.Add(new Project { Id = Project, Name = "<b>Harbour</b>", NormalizedName = "H", OwnerId = owner.Id, TemplateId = "node-ts", Parameters = "{}" });
        var sandbox = Services.GetRequiredService<SandboxService>()
            .Add(db, Project, SandboxPurpose.Development, "harbour", SandboxLimits.Default, OpenSandboxes.ProviderName);
        (sandbox.State, sandbox.ProviderRef) = (SandboxState.Running, sandbox.Id);
        await db.SaveChangesAsync();
    }
}
