using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Tests.Projects;

public sealed class ProjectCreationTests
{
    private static readonly Dictionary<string, string?> Nothing = [];
    private static readonly string[] SpelledNames = ["Notes", "NOTES", "notes", "Notes"];

    [Fact]
    public async Task Create_GoodProject_MakesAllRowsAtOnce()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);

        var id = await app.CreateAsync("Notes", "node-ts", new() { ["greeting"] = "Hi" });

        var view = await app.ViewAsync(id);
        Assert.Equal(("Notes", "node-ts"), (view.Name, view.TemplateId));
        Assert.Equal(new ProjectMember("olga", "Olga", Role.Owner), Assert.Single(view.Members));
        Assert.Equal(DesiredState.Running, view.Sandbox!.DesiredState);
        Assert.Equal([SetupStepKind.CreateSandbox, SetupStepKind.RenderTemplate, SetupStepKind.PostCreate], view.Steps.Select(s => s.Kind));
    }

    [Fact]
    [Trait("Case", "X1")]
    public async Task Create_SameNameAtTheSameMoment_MakesOneAndNamesIt()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var creation = app.Get<ProjectCreation>();

        var answers = await Task.WhenAll(SpelledNames.Select(
            name => Task.Run(() => creation.CreateAsync(ProjectApp.Olga, new(null, name, "node-ts", Nothing), CancellationToken.None))));

        var made = Assert.Single(answers, answer => answer.Id is not null);
        Assert.All(answers.Where(answer => answer.Id is null), answer => Assert.Equal(made.Id, Assert.Single(answer.Refusals).ExistingId));
        await using var db = await app.ContextAsync();
        Assert.Equal(1, await db.Set<Sandbox>().CountAsync(CancellationToken.None));
    }

    [Fact]
    [Trait("Case", "X1")]
    public async Task Create_SameFormTwice_MakesOneAndLeadsToItTwice()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var creation = app.Get<ProjectCreation>();
        var form = new NewProject(RandomId.New(), "Notes", "node-ts", Nothing);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => Task.Run(() => creation.CreateAsync(ProjectApp.Olga, form, CancellationToken.None))));

        Assert.All(answers, answer => Assert.Equal(form.Id, answer.Id));
    }

    [Fact]
    public async Task Create_IdOfSomebodyElsesProject_MakesAnother()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var id = await app.CreateAsync("Notes", "node-ts");

        var (other, _) = await app.Get<ProjectCreation>().CreateAsync(ProjectApp.Vera, new(id, "Mine", "node-ts", Nothing), CancellationToken.None);

        Assert.NotEqual(id, other);
        Assert.Equal("Notes", (await app.ViewAsync(id)).Name);
        Assert.Null(await app.Get<ProjectQueries>().FindAsync(ProjectApp.Vera, id, CancellationToken.None));
    }

    [Fact]
    public async Task Create_NameOfSomebodyElsesProject_IsFree()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        await app.CreateAsync("Notes", "node-ts");

        var (id, _) = await app.Get<ProjectCreation>().CreateAsync(ProjectApp.Vera, new(null, "Notes", "node-ts", Nothing), CancellationToken.None);

        Assert.NotNull(id);
    }

    [Fact]
    public async Task Create_WrongFields_NamesEachAndMakesNothing()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false);
        var creation = app.Get<ProjectCreation>();

        var (_, noTemplate) = await creation.CreateAsync(ProjectApp.Olga, new(null, " ", "../etc", Nothing), CancellationToken.None);
        var (_, parameter) = await creation.CreateAsync(
            ProjectApp.Olga, new(null, "Notes", "node-ts", new Dictionary<string, string?> { ["greeting"] = new('x', 61) }), CancellationToken.None);

        Assert.Equal(["Name", "TemplateId"], noTemplate.Select(r => r.Field));
        Assert.Equal("greeting", Assert.Single(parameter).Field);
        Assert.Empty(await app.Get<ProjectQueries>().ListAsync(ProjectApp.Olga, false, CancellationToken.None));
    }
}
