using AuraWeb.Templating;

namespace AuraWeb.Tests.Templating;

public sealed class TemplateCatalogTests : IDisposable
{
    private readonly TemplateFolder _folder = new();

    [Fact]
    public void Templates_OfTheRepository_AreAllGood()
    {
        var catalog = new TemplateCatalog(Path.Combine(AppContext.BaseDirectory, "templates"));

        Assert.Empty(catalog.Faults);
        Assert.Equal(["node-ts", "react-ts"], catalog.Templates.Select(t => t.Id));
        Assert.Equal("npm run dev", catalog.Find("react-ts")!.Scripts.Dev);
        Assert.Equal(5173, catalog.Find("react-ts")!.Port);
    }

    [Theory]
    [Trait("Case", "U2")]
    [InlineData(" name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 1\n", 2)]
    [InlineData("name: X\n description: D\nicon: I\nscripts:\n  dev: d\nport: 1\n", 2)]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\n port: 1\n", 6)]
    [InlineData("name: X\ndescription: D\nicon: I\nport: 1\n scripts:\n  dev: d\n", 5)]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\n  port: 1\n", 6)]
    public void Faults_KeyIndentedByOneSpaceMore_NameFileLineAndCause(string yaml, int line)
    {
        _folder.Add("good").AddYaml("wrong", yaml);

        var catalog = new TemplateCatalog(_folder.Path);

        var fault = Assert.Single(catalog.Faults);
        Assert.Equal(("wrong", "wrong/template.yaml", line), (fault.TemplateId, fault.File, fault.Line));
        Assert.NotEmpty(fault.Cause);
        Assert.Equal("good", Assert.Single(catalog.Templates).Id);
    }

    [Theory]
    [InlineData("name: X\nname: Y\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 1\n", 2, "name")]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 70000\n", 6, "65535")]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 1\nprot: 2\n", 7, "prot")]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  build: d\nport: 1\n", 5, "dev")]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 1\nparameters:\n  - name: a\n    type: text\n    default: x\n    pattern: \"[\"\n", 11, "regular expression")]
    [InlineData("name: X\ndescription: D\nicon: I\nscripts:\n  dev: d\nport: 1\nparameters:\n  - name: a\n    type: choice\n    default: z\n    choices: [x, y]\n", 10, "x, y")]
    [InlineData("", 1, "mapping")]
    public void Faults_WrongField_NameLineAndCause(string yaml, int line, string cause)
    {
        _folder.AddYaml("wrong", yaml);

        var fault = Assert.Single(new TemplateCatalog(_folder.Path).Faults);

        Assert.Equal(line, fault.Line);
        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_FileThatCannotBeRendered_NamesItAndItsLine()
    {
        _folder.Add("unknown", ("a.txt.sbn", "one\n{{ project.nothing }}\n")).Add("syntax", ("b.txt.sbn", "one\ntwo\n{{ if }}\n"));

        var faults = new TemplateCatalog(_folder.Path).Faults;

        Assert.Equal(["syntax/files/b.txt.sbn, line 3", "unknown/files/a.txt.sbn, line 2"], faults.Select(f => $"{f.File}, line {f.Line}"));
    }

    [Fact]
    public void Catalog_NoFolder_IsEmpty() => Assert.Empty(new TemplateCatalog("/nonexistent/templates").Templates);

    public void Dispose() => _folder.Dispose();
}
