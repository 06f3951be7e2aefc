using System.Security.Cryptography;
using System.Text;
using AuraWeb.Sandboxes;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>One folder as the tree shows it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Rows">Its entries: folders first, then in natural order.</param>
/// <param name="Hidden">How many entries are not shown, because there are too many.</param>
public sealed record FolderView(SandboxPath Path, IReadOnlyList<EntryView> Rows, int Hidden)
{
    private const int MostRows = 2_000;

    /// <summary>Id of the element, the same for the same path.</summary>
    public string ElementId => "folder-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.Value)).AsSpan(0, 8));

    /// <summary>A tree must hold something to be one.</summary>
    public string Role => IsRoot && Rows.Count > 0 ? "tree" : "group";

    /// <summary>Says what the list is; a folder's row says it for its own.</summary>
    public string? Label => IsRoot ? "Files" : null;

    private bool IsRoot => Path == SandboxPath.Workspace;

    public static FolderView Of(SandboxPath path, IReadOnlyList<FileEntry> entries)
    {
        var level = path.Value.Count(c => c == '/');
        var rows = entries
            .OrderByDescending(entry => entry.Kind == FileKind.Directory)
            .ThenBy(entry => entry.Name, NaturalOrder.Instance)
            .Take(MostRows)
            .Select(entry => new EntryView(entry, level));
        return new(path, [.. rows], Math.Max(0, entries.Count - MostRows));
    }
}

/// <summary>One row of the tree.</summary>
/// <param name="Entry">The file or folder.</param>
/// <param name="Level">How deep it lies, from 1.</param>
public sealed record EntryView(FileEntry Entry, int Level)
{
    public string Path => Entry.Path.Value;

    /// <summary>The name on one line: a line break shows as an arrow, another control character as a dot.</summary>
    public string Name => string.Create(Entry.Name.Length, Entry.Name, (text, name) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = name[i] is '\n' ? '↵' : char.IsControl(name[i]) ? '·' : name[i];
        }
    });

    public bool IsFolder => Entry.Kind == FileKind.Directory;

    /// <summary>For the page's script: <c>file</c>, <c>directory</c> or <c>other</c>.</summary>
    public string Kind => Entry.Kind switch
    {
        FileKind.Directory => "directory",
        FileKind.File => "file",
        _ => "other",
    };

    /// <summary>Name in the icon sprite.</summary>
    public string Icon => Entry.Kind switch
    {
        FileKind.Directory => "chevron-right",
        FileKind.File => "file",
        _ => "file-warning",
    };

    /// <summary>What is not seen from the name; empty when there is nothing to say.</summary>
    public string Hint => (Entry.Kind, Entry.IsLink) switch
    {
        (FileKind.Other, true) => "A link to nothing in the sandbox",
        (FileKind.Other, false) => "Not a regular file: it cannot be opened",
        (_, true) => "A link",
        _ => "",
    };
}
