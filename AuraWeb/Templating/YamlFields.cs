using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AuraWeb.Templating;

/// <summary>
/// Reads the fields of one YAML mapping. Strict: a field that nobody asked for is a fault, so that a misspelt or wrongly indented
/// one is never dropped in silence.
/// </summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlNode> _fields = [];
    private readonly Dictionary<string, Mark> _unread = [];
    private readonly Mark _start;

    private YamlFields(YamlMappingNode node)
    {
        _start = node.Start;
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name })
            {
                throw new TemplateFaultException("A key must be a word.", key.Start.Line);
            }

            _fields[name] = value;
            _unread[name] = key.Start;
        }
    }

    /// <summary>Reads the only document of a file.</summary>
    public static YamlFields Parse(TextReader text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new TemplateFaultException($"Not valid YAML: {(e.InnerException ?? e).Message}", e.Start.Line);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new YamlFields(root)
            : throw new TemplateFaultException("The file must be one YAML mapping.", 1);
    }

    /// <summary>Line of a field's value, or of the mapping when it has no such field.</summary>
    public long LineOf(string name) => _fields.TryGetValue(name, out var node) ? node.Start.Line : _start.Line;

    public string? Text(string name)
    {
        if (!Take(name, out var node))
        {
            return null;
        }

        return node is YamlScalarNode { Value: { } value } ? value : throw new TemplateFaultException($"“{name}” must be text.", node.Start.Line);
    }

    public string RequiredText(string name) =>
        Text(name) is { Length: > 0 } value ? value : throw new TemplateFaultException($"“{name}” is missing.", LineOf(name));

    public IReadOnlyList<string> Texts(string name)
    {
        if (!Take(name, out var node))
        {
            return [];
        }

        return node is YamlSequenceNode list && list.All(item => item is YamlScalarNode)
            ? [.. list.Select(item => ((YamlScalarNode)item).Value ?? "")]
            : throw new TemplateFaultException($"“{name}” must be a list of texts.", node.Start.Line);
    }

    public YamlFields Mapping(string name)
    {
        if (!Take(name, out var node))
        {
            throw new TemplateFaultException($"“{name}” is missing.", _start.Line);
        }

        return node is YamlMappingNode mapping ? new YamlFields(mapping) : throw new TemplateFaultException($"“{name}” must be a mapping.", node.Start.Line);
    }

    public IReadOnlyList<YamlFields> Mappings(string name)
    {
        if (!Take(name, out var node))
        {
            return [];
        }

        return node is YamlSequenceNode list && list.All(item => item is YamlMappingNode)
            ? [.. list.Select(item => new YamlFields((YamlMappingNode)item))]
            : throw new TemplateFaultException($"“{name}” must be a list of mappings.", node.Start.Line);
    }

    /// <summary>To be called when all was read: anything left over is a fault.</summary>
    public void ExpectNothingElse()
    {
        if (_unread.Count > 0)
        {
            var (name, mark) = _unread.First();
            throw new TemplateFaultException($"“{name}” is not known here. Check its spelling and its indentation.", mark.Line);
        }
    }

    private bool Take(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out YamlNode? node)
    {
        _unread.Remove(name);
        return _fields.TryGetValue(name, out node);
    }
}
