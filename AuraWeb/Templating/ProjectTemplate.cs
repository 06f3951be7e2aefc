namespace AuraWeb.Templating;

/// <summary>A template that can be used: what <c>template.yaml</c> says, checked.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Folder">The folder, on the host.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">One line about it.</param>
/// <param name="Icon">A few letters for its card.</param>
/// <param name="Stack">What it is made of; null when it does not say.</param>
/// <param name="Parameters">What is asked for when a project is made of it.</param>
/// <param name="Scripts">Commands, as shell text that only the template's author wrote.</param>
/// <param name="Port">The port its <c>dev</c> command listens on.</param>
public sealed record ProjectTemplate(
    string Id,
    string Folder,
    string Name,
    string Description,
    string Icon,
    string? Stack,
    IReadOnlyList<TemplateParameter> Parameters,
    TemplateScripts Scripts,
    int Port)
{
    /// <summary>The folder whose content a new project gets.</summary>
    public string FilesFolder => Path.Combine(Folder, "files");
}

/// <summary>What a parameter can be.</summary>
public enum TemplateParameterType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>One of <see cref="TemplateParameter.Choices"/>.</summary>
    Choice,

    /// <summary>Yes or no: <c>true</c> or <c>false</c>.</summary>
    Boolean,
}

/// <summary>Something a template asks for.</summary>
/// <param name="Name">Its name in the template's files.</param>
/// <param name="Label">What the form calls it.</param>
/// <param name="Type">What it can be.</param>
/// <param name="Default">What it is when nothing is said.</param>
/// <param name="Choices">What can be chosen; empty unless it is a choice.</param>
/// <param name="Pattern">A regular expression that a text must match; null for any.</param>
/// <param name="Help">A hint below the field.</param>
public sealed record TemplateParameter(
    string Name,
    string Label,
    TemplateParameterType Type,
    string Default,
    IReadOnlyList<string> Choices,
    string? Pattern,
    string? Help);

/// <summary>Commands of a template, each run by a shell in the project's folder; null where it has none.</summary>
public sealed record TemplateScripts(string? PostCreate, string Dev, string? Build, string? Start, string? Test);

/// <summary>Why a template is off.</summary>
/// <param name="TemplateId">Name of its folder.</param>
/// <param name="File">The file that is wrong, below the templates' folder.</param>
/// <param name="Line">Where in it, from 1; null when the whole file is meant.</param>
/// <param name="Cause">What is wrong, in words for its author.</param>
public sealed record TemplateFault(string TemplateId, string File, int? Line, string Cause)
{
    public override string ToString() => Line is null ? $"{File}: {Cause}" : $"{File}, line {Line}: {Cause}";
}
