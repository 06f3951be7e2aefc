using System.Text;
using System.Text.RegularExpressions;

namespace AuraWeb.Terminals;

/// <summary>
/// Terminal output as plain lines, for where no terminal can be drawn: control sequences go, and so does what a program wrote over
/// in its line or wiped from the screen. A cursor that moves to other lines is not followed.
/// </summary>
internal static partial class TerminalText
{
    private const int LongestLine = 1000;

    // Stands for “all of this line until here is gone”.
    private const char Erased = '\f';

    /// <summary>The last <paramref name="count"/> lines of output; empty ones at the ends are left out, between others one is kept.</summary>
    public static IReadOnlyList<string> LastLines(ReadOnlySpan<byte> output, int count)
    {
        var text = Encoding.UTF8.GetString(output).Replace(Erased, '\n');
        var wiped = WipedScreen().Matches(text);
        text = wiped.Count == 0 ? text : text[(wiped[^1].Index + wiped[^1].Length)..];
        text = Sequence().Replace(LineStart().Replace(ErasedLine().Replace(text, $"{Erased}"), "\r"), "");
        var kept = new List<string>();
        foreach (var line in text.Split('\n').Select(AsShown))
        {
            if (line.Length > 0 || (kept.Count > 0 && kept[^1].Length > 0))
            {
                kept.Add(line);
            }
        }

        if (kept.Count > 0 && kept[^1].Length == 0)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return [.. kept.TakeLast(count).SkipWhile(line => line.Length == 0)];
    }

    private static string AsShown(string line)
    {
        line = line[(line.LastIndexOf(Erased) + 1)..].TrimEnd('\r');
        var shown = new StringBuilder();
        foreach (var character in line.AsSpan(line.LastIndexOf('\r') + 1))
        {
            if (character == '\b')
            {
                shown.Length = Math.Max(0, shown.Length - 1);
            }
            else if (character == '\t' || !char.IsControl(character))
            {
                shown.Append(character);
            }
        }

        return shown.ToString(0, Math.Min(shown.Length, LongestLine)).TrimEnd();
    }

    // All of it, or home and all below; and a terminal set back.
    [GeneratedRegex(@"\x1B\[[23]J|\x1B\[(1?;?1?)[Hf]\x1B\[0?J|\x1Bc", RegexOptions.NonBacktracking)]
    private static partial Regex WipedScreen();

    [GeneratedRegex(@"\x1B\[2K|(\r|\x1B\[1?G)\x1B\[0?K", RegexOptions.NonBacktracking)]
    private static partial Regex ErasedLine();

    [GeneratedRegex(@"\x1B\[1?G", RegexOptions.NonBacktracking)]
    private static partial Regex LineStart();

    // Control sequences; strings for the terminal, as titles and links; all others. Also ones that the end cut off.
    [GeneratedRegex(
        @"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?|(\x1B[P\]X^_]|[\x90\x98\x9D-\x9F])[^\x07\x18\x1A\x1B\x9C]*(\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]?",
        RegexOptions.NonBacktracking)]
    private static partial Regex Sequence();
}
