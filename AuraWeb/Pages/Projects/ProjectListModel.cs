using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Templating;

namespace AuraWeb.Pages.Projects;

/// <summary>One project in the list.</summary>
/// <param name="Project">The project.</param>
/// <param name="Mark">Its state.</param>
/// <param name="TemplateName">What its template is called.</param>
/// <param name="Used">When it was last used, in words.</param>
/// <param name="Error">Why the last action on it was refused; null if it was not.</param>
public sealed record ProjectItem(ProjectView Project, StateMark Mark, string TemplateName, string Used, string? Error)
{
    private const int MostPeople = 3;

    private bool MayAct => Project.Role is null or >= Role.Editor;

    /// <summary>Awake, or about to be.</summary>
    public bool IsAwake => Mark.Tone == "accent";

    public bool CanStart => MayAct && !Project.IsSetUpUnfinished && Mark.Word == "Stopped";

    public bool CanStop => MayAct && Mark.Word == "Running";

    public IEnumerable<ProjectMember> People => Project.Members.Take(MostPeople);

    public int MorePeople => Math.Max(0, Project.Members.Count - MostPeople);

    /// <summary>What there is to say about its state.</summary>
    public string? Note => Project.EndedStep?.Message ?? (Mark.IsMoving || IsAwake ? null : Project.Sandbox?.Reason);
}

/// <summary>The list of projects.</summary>
/// <param name="Items">Those that match.</param>
/// <param name="Total">How many there are without the filter.</param>
/// <param name="Filter">What the names are filtered by.</param>
/// <param name="Everyone">Whether everyone's are listed.</param>
public sealed record ProjectListModel(IReadOnlyList<ProjectItem> Items, int Total, string? Filter, bool Everyone)
{
    public IReadOnlyList<ProjectItem> Awake => [.. Items.Where(item => item.IsAwake)];

    public IReadOnlyList<ProjectItem> Others => [.. Items.Where(item => !item.IsAwake)];

    /// <summary>Whether something will change by itself soon, so that the list is worth asking for again.</summary>
    public bool IsMoving => Items.Any(item => item.Mark.IsMoving);

    /// <summary>Address of this very list.</summary>
    public string Address => QueryHelper("/projects", ("filter", Filter), ("everyone", Everyone ? "true" : null));

    /// <summary>The list of <paramref name="projects"/>, those whose name has the filter's text.</summary>
    public static ProjectListModel Of(
        IReadOnlyList<ProjectView> projects, string? filter, bool everyone, TemplateCatalog templates, DateTimeOffset now)
    {
        var matching = projects.Where(p => string.IsNullOrWhiteSpace(filter) || p.Name.Contains(filter.Trim(), StringComparison.OrdinalIgnoreCase));
        var items = matching.Select(p => new ProjectItem(
            p, StateMark.Of(p), templates.Find(p.TemplateId)?.Name ?? p.TemplateId, Words.Ago(p.Sandbox?.LastActivityAt ?? p.CreatedAt, now), null));
        return new([.. items], projects.Count, filter, everyone);
    }

    /// <summary>The same list, with the reason why an action on one project was refused.</summary>
    public ProjectListModel WithError(string projectId, string message) =>
        this with { Items = [.. Items.Select(item => item.Project.Id == projectId ? item with { Error = message } : item)] };

    private static string QueryHelper(string path, params ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var given = pairs.ToArray().Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', given) }.Where(part => part.Length > 0));
    }
}
