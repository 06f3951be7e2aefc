using System.Text.RegularExpressions;

namespace AuraWeb.Templating;

/// <summary>Checks what was given for a template's parameters.</summary>
public static class TemplateParameters
{
    private const int LongestText = 200;

    /// <summary>Fills in defaults and checks everything that was given.</summary>
    /// <returns>The values of all parameters, and what is wrong by name; the values are good only if nothing is wrong.</returns>
    public static (IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Faults) Fill(
        ProjectTemplate template, IReadOnlyDictionary<string, string?> given)
    {
        var values = new Dictionary<string, string>();
        var faults = new Dictionary<string, string>();
        foreach (var parameter in template.Parameters)
        {
            var value = given.GetValueOrDefault(parameter.Name) ?? parameter.Default;
            values[parameter.Name] = value;
            if (FaultOf(parameter, value) is { } fault)
            {
                faults[parameter.Name] = fault;
            }
        }

        return (values, faults);
    }

    /// <summary>What is wrong with a value; null if nothing is.</summary>
    internal static string? FaultOf(TemplateParameter parameter, string value) => parameter.Type switch
    {
        TemplateParameterType.Choice => parameter.Choices.Contains(value) ? null : $"Choose one of: {string.Join(", ", parameter.Choices)}.",
        TemplateParameterType.Boolean => value is "true" or "false" ? null : "Choose yes or no.",
        _ when value.Length > LongestText => $"Use at most {LongestText} characters.",
        _ when value.Any(char.IsControl) => "Use one line without control characters.",
        _ => Matches(parameter.Pattern, value) ? null : parameter.Help ?? $"The text must match {parameter.Pattern}.",
    };

    private static bool Matches(string? pattern, string value)
    {
        try
        {
            return pattern is null || Regex.IsMatch(value, pattern, RegexOptions.None, TemplateReader.PatternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
