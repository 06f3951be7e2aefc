using System.Text.Json;
using AuraWeb.Templating;

namespace AuraWeb.Tests.Templating;

public sealed class TemplateRendererTests : IDisposable
{
    private static readonly TemplateValues Values = new("My \"App\" & Co's", "my-app-cos", new Dictionary<string, string>());

    private readonly TemplateFolder _folder = new();

    [Fact]
    public void Render_FileWithoutSuffix_IsCopiedByteForByte()
    {
        const string Text = "<p style={{ color: 'red' }}>{{ message }}</p>\r\n";
        _folder.Add("t", ("a.vue", Text), (".gitignore", "node_modules/\n"));

        var files = Render();

        Assert.Equal(["/workspace/.gitignore", "/workspace/a.vue"], files.Select(f => f.Path.Value));
        using var reader = new StreamReader(files[1].Open());
        Assert.Equal(Text, reader.ReadToEnd());
    }

    [Fact]
    public void Render_NameWithValue_IsRendered()
    {
        _folder.Add("t", ("{{ project.slug }}/{{ project.slug }}.txt.sbn", "{{ project.name }}"));

        var file = Assert.Single(Render());

        Assert.Equal("/workspace/my-app-cos/my-app-cos.txt", file.Path.Value);
        Assert.Equal(Values.ProjectName, file.Text);
    }

    [Theory]
    [Trait("Case", "X6")]
    [InlineData("My \"App\" & Co's")]
    [InlineData("back\\slash {{ project.slug }} </script> \u2028 é 🚀")]
    public void Render_NameWithQuotes_GivesValidJson(string name)
    {
        _folder.Add("t", ("package.json.sbn", """{ "description": {{ json project.name }} }"""));

        var (files, _) = TemplateRenderer.Render(Template(), Values with { ProjectName = name });

        using var json = JsonDocument.Parse(Assert.Single(files).Text!);
        Assert.Equal(name, json.RootElement.GetProperty("description").GetString());
    }

    [Fact]
    public void Render_ValueWithSlashInAName_IsRefused()
    {
        _folder.Add("t", ("{{ project.name }}.txt", "x"));

        var (_, fault) = TemplateRenderer.Render(Template(), Values with { ProjectName = "../../etc/passwd" });

        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("{{ include '/etc/passwd' }}")]
    [InlineData("{{ for i in 1..100000000 }}x{{ end }}")]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ project.nothing }}")]
    public void Render_TextThatReachesOutOrNeverEnds_IsAFault(string text)
    {
        _folder.Add("t", ("a.sbn", text));

        Assert.NotNull(Assert.Single(new TemplateCatalog(_folder.Path).Faults));
    }

    [Fact]
    public void Render_ExecutableFile_IsMarked()
    {
        _folder.Add("t", ("run.sh", "#!/bin/sh\n"));
        File.SetUnixFileMode(Path.Combine(_folder.Path, "t/files/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.True(Assert.Single(Render()).IsExecutable);
    }

    public void Dispose() => _folder.Dispose();

    private ProjectTemplate Template() => Assert.Single(new TemplateCatalog(_folder.Path).Templates);

    private IReadOnlyList<RenderedFile> Render()
    {
        var (files, fault) = TemplateRenderer.Render(Template(), Values);
        Assert.Null(fault);
        return files;
    }
}
