using System.Diagnostics.CodeAnalysis;

namespace AuraWeb.Templating;

/// <summary>Carries what is wrong with a template's file, and where, up to where the file is known.</summary>
[SuppressMessage("Design", "CA1032", Justification = "A fault without its line would help nobody; it never leaves this folder.")]
internal sealed class TemplateFaultException(string message, long line) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line => (int)Math.Max(1, line);
}
