using System.Text;
using AuraWeb.Sandboxes;
using Scriban;
using Scriban.Syntax;

namespace AuraWeb.Templating;

/// <summary>One file of a new project.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="Source">The template's file, on the host.</param>
/// <param name="Text">What was rendered; null for a file that is copied byte for byte.</param>
/// <param name="IsExecutable">Whether it can be run.</param>
public sealed record RenderedFile(SandboxPath Path, string Source, string? Text, bool IsExecutable)
{
    /// <summary>The content, from its start.</summary>
    public Stream Open() => Text is null ? File.OpenRead(Source) : new MemoryStream(Encoding.UTF8.GetBytes(Text), writable: false);
}

/// <summary>
/// Renders a template's files: one whose name ends in <c>.sbn</c> by Scriban, losing the suffix; every other is copied byte for
/// byte, because Vue, JSX and GitHub's workflows use the same braces. Names of files and folders are rendered too.
/// </summary>
public static class TemplateRenderer
{
    private const string Suffix = ".sbn";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Renders all files.</summary>
    /// <returns>The files in the order of their paths, or what is wrong with the template.</returns>
    public static (IReadOnlyList<RenderedFile> Files, TemplateFault? Fault) Render(ProjectTemplate template, TemplateValues values)
    {
        var files = new List<RenderedFile>();
        foreach (var source in Sources(template))
        {
            try
            {
                files.Add(RenderFile(template, values, source));
            }
            catch (Exception e) when (e is ScriptRuntimeException or TemplateFaultException or ArgumentException)
            {
                return ([], FaultAt(template, source, e));
            }
        }

        return (files, null);
    }

    /// <summary>Looks for a fault by rendering with sample values; it shows when AuraWeb starts, not when somebody makes a project.</summary>
    internal static TemplateFault? FindFault(ProjectTemplate template) =>
        Render(template, new TemplateValues("Sample", "sample", new Dictionary<string, string>())).Fault;

    private static IEnumerable<string> Sources(ProjectTemplate template) =>
        Directory.EnumerateFiles(template.FilesFolder, "*", Everything).Order(StringComparer.Ordinal);

    private static RenderedFile RenderFile(ProjectTemplate template, TemplateValues values, string source)
    {
        var rendered = source.EndsWith(Suffix, StringComparison.Ordinal);
        var path = SandboxPath.Workspace;
        foreach (var part in Path.GetRelativePath(template.FilesFolder, rendered ? source[..^Suffix.Length] : source).Split('/'))
        {
            // A value with a slash in it would name another folder: Join refuses it.
            path = path.Join(part.Contains("{{", StringComparison.Ordinal) ? RenderText(template, values, part) : part);
        }

        var text = rendered ? RenderText(template, values, File.ReadAllText(source)) : null;
        return new(path, source, text, File.GetUnixFileMode(source).HasFlag(UnixFileMode.UserExecute));
    }

    private static string RenderText(ProjectTemplate template, TemplateValues values, string text)
    {
        var document = Template.Parse(text);
        if (document.HasErrors)
        {
            var message = document.Messages[0];
            throw new TemplateFaultException(message.Message, message.Span.Start.Line + 1);
        }

        return document.Render(values.CreateContext(template.Parameters));
    }

    private static TemplateFault FaultAt(ProjectTemplate template, string source, Exception exception)
    {
        var file = $"{template.Id}/{Path.GetRelativePath(template.Folder, source)}";
        return exception switch
        {
            TemplateFaultException e => new(template.Id, file, e.Line, e.Message),
            ScriptRuntimeException e => new(template.Id, file, e.Span.Start.Line + 1, e.OriginalMessage),
            _ => new(template.Id, file, null, exception.Message),
        };
    }
}
