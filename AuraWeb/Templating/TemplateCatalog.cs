namespace AuraWeb.Templating;

/// <summary>
/// The templates of this AuraWeb, read once from a folder. A broken one is off and listed with its fault; the others work.
/// </summary>
public sealed class TemplateCatalog
{
    /// <summary>Reads every template below <paramref name="folder"/>.</summary>
    public TemplateCatalog(string folder)
    {
        string[] folders = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        var read = folders.Order(StringComparer.Ordinal).Select(TemplateReader.Read).ToList();
        Templates = [.. read.Where(r => r.Fault is null).Select(r => r.Template!)];
        Faults = [.. read.Where(r => r.Fault is not null).Select(r => r.Fault!)];
    }

    /// <summary>Those that can be used, by id.</summary>
    public IReadOnlyList<ProjectTemplate> Templates { get; }

    /// <summary>Why the others are off.</summary>
    public IReadOnlyList<TemplateFault> Faults { get; }

    /// <summary>The template of that id; null if there is none or it is off.</summary>
    public ProjectTemplate? Find(string? id) => Templates.FirstOrDefault(t => t.Id == id);
}
