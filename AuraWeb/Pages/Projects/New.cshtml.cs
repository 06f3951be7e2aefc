using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AuraWeb.Pages.Projects;

/// <summary>What the form of a new project holds, besides its template's parameters.</summary>
public sealed class NewProjectForm
{
    /// <summary>Id of the project this form makes; sent twice, it makes one.</summary>
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Template { get; set; }
}

/// <summary>Makes a project from a template.</summary>
public sealed class NewModel(ProjectCreation creation, TemplateCatalog templates) : ActorPage
{
    [BindProperty(SupportsGet = true)]
    public NewProjectForm Form { get; set; } = new();

    public IReadOnlyList<ProjectTemplate> Templates => templates.Templates;

    /// <summary>Why some templates are off; only an administrator can do something about it.</summary>
    public IReadOnlyList<TemplateFault> Faults => Actor.IsAdministrator ? templates.Faults : [];

    public IReadOnlyList<ProjectRefusal> Refusals { get; private set; } = [];

    public static SandboxLimits Limits => SandboxLimits.Default;

    public ParameterFields Parameters => new(templates.Find(Form.Template), Given, Refusals);

    public IActionResult OnGet()
    {
        Form.Id = RandomId.New();
        Form.Template = (templates.Find(Form.Template) ?? (Templates is [var first, ..] ? first : null))?.Id;
        Response.Headers.Append("Vary", "HX-Request");
        return Request.IsHtmxNonBoosted() && !Request.IsHtmxHistoryRestoreRequest() ? Partial("_Parameters", Parameters) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (id, refusals) = await creation.CreateAsync(Actor, new(Form.Id, Form.Name, Form.Template, Given), ct);
        if (id is not null)
        {
            return Redirect($"/projects/{id}");
        }

        Refusals = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What is wrong with a field; null if nothing is.</summary>
    public ProjectRefusal? RefusalOf(string field) => Refusals.FirstOrDefault(refusal => refusal.Field == field);

    private IReadOnlyDictionary<string, string?> Given => Request.HasFormContentType && templates.Find(Form.Template) is { } template
        ? template.Parameters.ToDictionary(p => p.Name, p => Request.Form[ParameterFields.InputName(p)] is [.., var last] ? last : null)
        : new Dictionary<string, string?>();
}

/// <summary>The fields of a template's parameters.</summary>
public sealed record ParameterFields(
    ProjectTemplate? Template, IReadOnlyDictionary<string, string?> Given, IReadOnlyList<ProjectRefusal> Refusals)
{
    /// <summary>Name of the input of a parameter.</summary>
    public static string InputName(TemplateParameter parameter) => $"Parameters.{parameter.Name}";

    public string ValueOf(TemplateParameter parameter) => Given.GetValueOrDefault(parameter.Name) ?? parameter.Default;

    public string? FaultOf(TemplateParameter parameter) => Refusals.FirstOrDefault(refusal => refusal.Field == parameter.Name)?.Message;
}
