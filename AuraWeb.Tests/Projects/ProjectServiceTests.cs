using AuraWeb.Access;
using AuraWeb.Projects;

namespace AuraWeb.Tests.Projects;

public sealed class ProjectServiceTests
{
    private static readonly Actor Administrator = new(ActorKind.Person, "root", "Root", "root@example.org", true, []);

    [Fact]
    public async Task EveryOperation_ByAStranger_SaysThereIsNoSuchProject()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var id = await app.CreateAsync("Notes", "node-ts");

        Assert.Null(await app.Get<ProjectQueries>().FindAsync(ProjectApp.Vera, id, CancellationToken.None));
        Assert.Empty(await app.Get<ProjectQueries>().ListAsync(ProjectApp.Vera, everyone: true, CancellationToken.None));
        Assert.Equal(ProjectChangeResult.NotFound, (await app.Get<ProjectService>().RenameAsync(ProjectApp.Vera, id, "x", CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.NotFound, (await app.Get<ProjectService>().DeleteAsync(ProjectApp.Vera, id, "Notes", CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.NotFound, (await app.Get<ProjectSetup>().CancelAsync(ProjectApp.Vera, id, CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.NotFound, (await app.Get<ProjectSetup>().RetryAsync(ProjectApp.Vera, id, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task EveryChange_ByAViewer_IsForbidden()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var id = await app.CreateAsync("Notes", "node-ts");
        await using var db = await app.ContextAsync();
        db.Add(new Membership { ProjectId = id, UserId = "vera", Role = Role.Viewer });
        await db.SaveChangesAsync(CancellationToken.None);

        Assert.Equal(Role.Viewer, (await app.Get<ProjectQueries>().FindAsync(ProjectApp.Vera, id, CancellationToken.None))!.Role);
        Assert.Equal(ProjectChangeResult.Forbidden, (await app.Get<ProjectService>().RenameAsync(ProjectApp.Vera, id, "x", CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.Forbidden, (await app.Get<ProjectService>().DeleteAsync(ProjectApp.Vera, id, "Notes", CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.Forbidden, (await app.Get<ProjectSetup>().CancelAsync(ProjectApp.Vera, id, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task List_ByAnAdministrator_ShowsEveryonesWhenAsked()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        await app.CreateAsync("Notes", "node-ts");
        var queries = app.Get<ProjectQueries>();

        Assert.Empty(await queries.ListAsync(Administrator, everyone: false, CancellationToken.None));
        Assert.Null(Assert.Single(await queries.ListAsync(Administrator, everyone: true, CancellationToken.None)).Role);
    }

    [Fact]
    public async Task Rename_ToANameTheOwnerHas_IsRefused()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        await app.CreateAsync("Notes", "node-ts");
        var id = await app.CreateAsync("Other", "node-ts");
        var service = app.Get<ProjectService>();

        Assert.Equal(ProjectChangeResult.Refused, (await service.RenameAsync(ProjectApp.Olga, id, "NOTES", CancellationToken.None)).Result);
        Assert.Equal(ProjectChangeResult.Done, (await service.RenameAsync(ProjectApp.Olga, id, "OTHER", CancellationToken.None)).Result);
        Assert.Equal("OTHER", (await app.ViewAsync(id)).Name);
    }

    [Fact]
    public async Task Delete_WithAnotherName_KeepsIt()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var id = await app.CreateAsync("Notes", "node-ts");

        var change = await app.Get<ProjectService>().DeleteAsync(ProjectApp.Olga, id, "notes", CancellationToken.None);

        Assert.Equal(ProjectChangeResult.Refused, change.Result);
        Assert.Equal("Notes", (await app.ViewAsync(id)).Name);
    }

    [Fact]
    public async Task Delete_WithItsName_HidesItAtOnceAndFreesItsName()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var id = await app.CreateAsync("Notes", "node-ts");

        var change = await app.Get<ProjectService>().DeleteAsync(ProjectApp.Olga, id, "Notes", CancellationToken.None);

        Assert.Equal(ProjectChangeResult.Done, change.Result);
        Assert.Null(await app.Get<ProjectQueries>().FindAsync(ProjectApp.Olga, id, CancellationToken.None));
        Assert.Equal(AccessDecision.Hidden, await app.Get<ProjectAccess>().CheckAsync(ProjectApp.Olga, id, Operation.View, CancellationToken.None));
        Assert.NotEqual(id, await app.CreateAsync("notes", "node-ts"));
    }
}
