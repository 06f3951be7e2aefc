using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace AuraWeb.Pages.Workspace.Files;

/// <summary>Limits of files in the workspace; section <c>Files</c> of the configuration. Sizes in bytes.</summary>
public sealed class FilesOptions
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>Largest file that may be uploaded or saved.</summary>
    [Range(1, long.MaxValue)]
    public long UploadLimit { get; set; } = 100 * Mebibyte;

    /// <summary>Largest file that the editor opens; larger ones can be downloaded.</summary>
    [Range(1, int.MaxValue)]
    public long EditorLimit { get; set; } = 10 * Mebibyte;

    /// <summary>A size in words: <c>100 MB</c>.</summary>
    public static string InWords(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < Mebibyte => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)Mebibyte:0.#} MB"),
    };
}
