using System.Text.Encodings.Web;
using System.Text.Json;
using Scriban;
using Scriban.Runtime;

namespace AuraWeb.Templating;

/// <summary>What a template's files can name: <c>project.name</c>, <c>project.slug</c>, <c>parameters.…</c>.</summary>
/// <param name="ProjectName">The name as it was typed.</param>
/// <param name="Slug">The name in lower-case letters, digits and hyphens.</param>
/// <param name="Parameters">Values of the template's parameters.</param>
public sealed record TemplateValues(string ProjectName, string Slug, IReadOnlyDictionary<string, string> Parameters)
{
    private const int MostLoops = 10_000;
    private const int LongestOutput = 4 * 1024 * 1024;

    // Quotes and ampersands stay readable: what is written is a file, not a page. Markup is escaped by html.escape.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A context in which these values, and nothing of the host, can be reached; an unknown name is a fault.</summary>
    internal TemplateContext CreateContext(IReadOnlyList<TemplateParameter> parameters)
    {
        var project = new ScriptObject { ["name"] = ProjectName, ["slug"] = Slug };
        var given = new ScriptObject();
        foreach (var parameter in parameters)
        {
            var value = Parameters.GetValueOrDefault(parameter.Name, parameter.Default);
            given[parameter.Name] = parameter.Type == TemplateParameterType.Boolean ? value == "true" : value;
        }

        var globals = new ScriptObject { ["project"] = project, ["parameters"] = given };
        globals.Import("json", (object? value) => JsonSerializer.Serialize(value, Json));
        var context = new TemplateContext
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            LoopLimit = MostLoops,
            RecursiveLimit = 50,
            LimitToString = LongestOutput,
            RegexTimeOut = TemplateReader.PatternTimeout,
        };
        context.PushGlobal(globals);
        return context;
    }
}
