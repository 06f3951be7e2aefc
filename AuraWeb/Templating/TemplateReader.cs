using System.Globalization;
using System.Text.RegularExpressions;

namespace AuraWeb.Templating;

/// <summary>Reads one template's folder, or says what is wrong with it.</summary>
internal static partial class TemplateReader
{
    private const string FileName = "template.yaml";

    /// <summary>How long matching a parameter against its pattern may take.</summary>
    public static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    public static (ProjectTemplate? Template, TemplateFault? Fault) Read(string folder)
    {
        var id = Path.GetFileName(folder);
        var file = $"{id}/{FileName}";
        try
        {
            using var text = File.OpenText(Path.Combine(folder, FileName));
            var template = Read(id, folder, YamlFields.Parse(text));
            return Directory.Exists(template.FilesFolder)
                ? (template, TemplateRenderer.FindFault(template))
                : (null, new(id, $"{id}/files", null, "The folder is missing."));
        }
        catch (TemplateFaultException e)
        {
            return (null, new(id, file, e.Line, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new(id, file, null, e is FileNotFoundException ? "The file is missing." : e.Message));
        }
    }

    private static ProjectTemplate Read(string id, string folder, YamlFields yaml)
    {
        var template = new ProjectTemplate(
            id,
            folder,
            yaml.RequiredText("name"),
            yaml.RequiredText("description"),
            yaml.RequiredText("icon"),
            yaml.Text("stack"),
            [.. yaml.Mappings("parameters").Select(ReadParameter)],
            ReadScripts(yaml.Mapping("scripts")),
            ReadPort(yaml));
        yaml.ExpectNothingElse();
        if (template.Parameters.GroupBy(p => p.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new TemplateFaultException($"Two parameters are called “{twice.Key}”.", yaml.LineOf("parameters"));
        }

        return template;
    }

    private static TemplateScripts ReadScripts(YamlFields yaml)
    {
        var scripts = new TemplateScripts(
            yaml.Text("postCreate"), yaml.RequiredText("dev"), yaml.Text("build"), yaml.Text("start"), yaml.Text("test"));
        yaml.ExpectNothingElse();
        return scripts;
    }

    private static int ReadPort(YamlFields yaml) =>
        int.TryParse(yaml.RequiredText("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new TemplateFaultException("“port” must be a number from 1 to 65535.", yaml.LineOf("port"));

    private static TemplateParameter ReadParameter(YamlFields yaml)
    {
        var name = yaml.RequiredText("name");
        if (!ParameterName().IsMatch(name))
        {
            throw new TemplateFaultException($"“{name}” cannot name a parameter: use lower-case letters, digits and _, with a letter first.", yaml.LineOf("name"));
        }

        if (!Enum.TryParse<TemplateParameterType>(yaml.RequiredText("type"), ignoreCase: true, out var type) || !Enum.IsDefined(type))
        {
            throw new TemplateFaultException("“type” must be text, choice or boolean.", yaml.LineOf("type"));
        }

        var parameter = new TemplateParameter(
            name, yaml.Text("label") ?? name, type, yaml.RequiredText("default"), yaml.Texts("choices"), yaml.Text("pattern"), yaml.Text("help"));
        yaml.ExpectNothingElse();
        Check(parameter, yaml);
        return parameter;
    }

    private static void Check(TemplateParameter parameter, YamlFields yaml)
    {
        if ((parameter.Type == TemplateParameterType.Choice) != (parameter.Choices.Count > 0))
        {
            throw new TemplateFaultException("“choices” belong to a parameter of type choice, and to no other.", yaml.LineOf("choices"));
        }

        try
        {
            _ = parameter.Pattern is null ? null : new Regex(parameter.Pattern, RegexOptions.None, PatternTimeout);
        }
        catch (ArgumentException e)
        {
            throw new TemplateFaultException($"“pattern” is not a regular expression: {e.Message}", yaml.LineOf("pattern"));
        }

        if (TemplateParameters.FaultOf(parameter, parameter.Default) is { } fault)
        {
            throw new TemplateFaultException($"“default” does not fit: {fault}", yaml.LineOf("default"));
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex ParameterName();
}
