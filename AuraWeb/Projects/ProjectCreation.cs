using System.Text.Json;
using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Projects;

/// <summary>A project to make.</summary>
/// <param name="Id">
/// An id the form was given when it was shown: sending the same form twice then makes one project. Null makes a new one.
/// </param>
/// <param name="Name">The name as it was typed.</param>
/// <param name="TemplateId">The template to make it from.</param>
/// <param name="Parameters">What was given for the template's parameters.</param>
public sealed record NewProject(string? Id, string? Name, string? TemplateId, IReadOnlyDictionary<string, string?> Parameters);

/// <summary>Why a project was not made.</summary>
/// <param name="Field"><c>Name</c>, <c>TemplateId</c> or the name of a parameter.</param>
/// <param name="Message">What is wrong and what to do, in words for a person.</param>
/// <param name="ExistingId">The project that has the name already.</param>
public sealed record ProjectRefusal(string Field, string Message, string? ExistingId = null);

/// <summary>Makes projects.</summary>
public sealed class ProjectCreation(
    IDbContextFactory<AuraDbContext> contexts, SandboxService sandboxes, TemplateCatalog templates, ProjectEvents events, TimeProvider clock)
{
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    /// <summary>
    /// Makes the project with its owner, its sandbox and its setup steps, all or nothing, and has the sandbox made at once.
    /// </summary>
    /// <returns>The project's id, or why there is none.</returns>
    public async Task<(string? Id, IReadOnlyList<ProjectRefusal> Refusals)> CreateAsync(Actor actor, NewProject wanted, CancellationToken ct)
    {
        var (project, refusals) = Check(actor, wanted);
        if (project is null)
        {
            return (null, refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await FindTwinAsync(db, project, ct) is { } twin)
        {
            return twin;
        }

        var sandbox = AddRows(db, project);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (IsDuplicate(e) && !ct.IsCancellationRequested)
        {
            // Two requests at the same moment: the other one came first. Or the id is that of a project that is not the actor's.
            await using var again = await contexts.CreateDbContextAsync(ct);
            return await FindTwinAsync(again, project, ct) ?? await CreateAsync(actor, wanted with { Id = null }, ct);
        }

        sandboxes.Wake(sandbox.Id);
        events.Done(actor, project.Id, "Create", project.TemplateId);
        events.SetUpRequested(project.Id);
        return (project.Id, []);
    }

    private static bool IsDuplicate(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteConstraintUnique or SqliteConstraintPrimaryKey };

    private static async Task<(string? Id, IReadOnlyList<ProjectRefusal> Refusals)?> FindTwinAsync(AuraDbContext db, Project project, CancellationToken ct)
    {
        var twin = await db.Set<Project>()
            .Where(p => p.OwnerId == project.OwnerId && p.DeletedAt == null && (p.Id == project.Id || p.NormalizedName == project.NormalizedName))
            .OrderByDescending(p => p.Id == project.Id)
            .Select(p => new { p.Id, p.Name })
            .FirstOrDefaultAsync(ct);
        return twin is null ? null
            : twin.Id == project.Id ? (twin.Id, [])
            : (null, [new(nameof(NewProject.Name), $"You have a project “{twin.Name}” already. Open it, or choose another name.", twin.Id)]);
    }

    private (Project? Project, IReadOnlyList<ProjectRefusal> Refusals) Check(Actor actor, NewProject wanted)
    {
        var refusals = new List<ProjectRefusal>();
        var (name, fault) = ProjectName.Read(wanted.Name);
        if (fault is not null)
        {
            refusals.Add(new(nameof(wanted.Name), fault));
        }

        if (templates.Find(wanted.TemplateId) is not { } template)
        {
            return (null, [.. refusals, new(nameof(wanted.TemplateId), "Choose a template.")]);
        }

        var (values, faults) = TemplateParameters.Fill(template, wanted.Parameters);
        refusals.AddRange(faults.Select(f => new ProjectRefusal(f.Key, f.Value)));
        return refusals.Count > 0 ? (null, refusals) : (ProjectOf(actor, wanted.Id, name!, template.Id, values), []);
    }

    private Project ProjectOf(Actor actor, string? id, string name, string templateId, IReadOnlyDictionary<string, string> values) => new()
    {
        Id = RandomId.IsValid(id) ? id! : RandomId.New(),
        Name = name,
        NormalizedName = ProjectName.Normalize(name),
        OwnerId = actor.Id,
        TemplateId = templateId,
        Parameters = JsonSerializer.Serialize(values),
        CreatedAt = clock.GetUtcNow(),
    };

    private Sandbox AddRows(AuraDbContext db, Project project)
    {
        db.Add(project);
        db.Add(new Membership { ProjectId = project.Id, UserId = project.OwnerId, Role = Role.Owner });
        db.AddRange(SetupSteps.For(project.Id, templates.Find(project.TemplateId)!));
        return DevelopmentSandbox.Add(sandboxes, db, project);
    }
}
