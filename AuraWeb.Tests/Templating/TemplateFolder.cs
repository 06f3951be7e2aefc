namespace AuraWeb.Tests.Templating;

/// <summary>A folder of templates that a test writes.</summary>
public sealed class TemplateFolder : IDisposable
{
    private const string Good = """
        name: {0}
        description: A template of a test
        icon: T
        scripts:
          dev: sleep 1000
        port: 3000
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("aura-templates-").FullName;

    public bool IsEmpty => !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <summary>Adds a template whose yaml is good.</summary>
    public TemplateFolder Add(string id, params (string Path, string Text)[] files) => AddYaml(id, Good.Replace("{0}", id), files);

    /// <summary>Adds a template that is set up by a command.</summary>
    public TemplateFolder AddWithPostCreate(string id, string command, params (string Path, string Text)[] files) =>
        AddYaml(id, Good.Replace("{0}", id).Replace("scripts:", $"scripts:\n  postCreate: >-\n    {command}"), files);

    /// <summary>Adds a template with that yaml.</summary>
    public TemplateFolder AddYaml(string id, string yaml, params (string Path, string Text)[] files)
    {
        var folder = System.IO.Path.Combine(Path, id);
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "files"));
        File.WriteAllText(System.IO.Path.Combine(folder, "template.yaml"), yaml);
        foreach (var (path, text) in files)
        {
            var file = System.IO.Path.Combine(folder, "files", path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
