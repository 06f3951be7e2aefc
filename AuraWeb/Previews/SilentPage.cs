using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using AuraWeb.Sandboxes;
using AuraWeb.Terminals;

namespace AuraWeb.Previews;

/// <summary>What stands in a preview's place while there is nothing to show.</summary>
/// <param name="Title">What is the case.</param>
/// <param name="Text">Why, and what to do.</param>
/// <param name="SandboxWord">How the sandbox is, in one word.</param>
/// <param name="SandboxIsUp">Whether the sandbox answers.</param>
/// <param name="Port">The port that was asked for; null when none is known.</param>
/// <param name="Asks">Whether the page asks again by itself.</param>
public sealed record SilentPage(string Title, string Text, string SandboxWord, bool SandboxIsUp, int? Port, bool Asks)
{
    /// <summary>Other ports that listen, each with its address.</summary>
    public IReadOnlyList<(int Port, string Url)> OtherPorts { get; init; } = [];

    /// <summary>A way on: what the link says and where it leads; null for none.</summary>
    public (string Text, string Url, bool OpensTab)? Way { get; init; }

    /// <summary>What the app's terminal said last; null when there is none.</summary>
    public TerminalTail? Output { get; init; }

    /// <summary>What the page compares the answer of the status address with.</summary>
    public string State => SandboxIsUp ? "Running" : SandboxWord;

    /// <summary>The page for a sandbox whose door is open, but whose port gave no answer.</summary>
    public static SilentPage ForPort(int port, SandboxError error, TerminalTail? output, string? devCommand)
    {
        ArgumentNullException.ThrowIfNull(error);
        var page = error.Code == SandboxErrorCode.PortNotListening
            ? new SilentPage($"Nothing is listening on {port}", WhatToDo(port, output, devCommand), "running", true, port, Asks: true)
            : new SilentPage($"Port {port} gave no answer", $"{error.Message} Look at the terminal that runs it, then load this page again.", "running", true, port, Asks: false);
        return page with { Output = output };
    }

    /// <summary>Names what the dev command's terminal is and how it ended: another one makes another page.</summary>
    public static string RunOf(TerminalTail? output) =>
        output is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{output.TerminalId} {output.ExitCode}");

    /// <summary>The page for a sandbox that does not run.</summary>
    public static SilentPage ForSandbox(PreviewTarget target, int? port)
    {
        ArgumentNullException.ThrowIfNull(target);
        return (target.State, target.DesiredState) switch
        {
            (SandboxState.Creating, _) => new("The sandbox is being made", "It takes a few seconds. Then press Run in AuraWeb.", "starting", false, port, true),
            (SandboxState.Failed, _) => new("The sandbox could not be made", $"{target.StateReason} Open the project in AuraWeb to see why.", "failed", false, port, true),
            (SandboxState.Stopping, _) => new("The sandbox is stopping", "Your files are safe. Start it in AuraWeb when it has stopped.", "stopping", false, port, true),
            (_, DesiredState.Running) => new("The sandbox is starting", "It takes a few seconds. Then press Run in AuraWeb.", "starting", false, port, true),
            _ => new("The sandbox is asleep", $"{target.StateReason} Your files are safe. Start the sandbox in AuraWeb, then press Run.".TrimStart(), "asleep", false, port, true),
        };
    }

    /// <summary>Output as the page shows it.</summary>
    public static string TextOf(TerminalTail? output) => output is null ? "" : string.Join('\n', output.Lines);

    /// <summary>The page as HTML.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder(4096);
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>{Encode(Title)}</title>
              <link rel="icon" href="data:,">
              <link rel="stylesheet" href="/.aura/silent.css">
              <script src="/.aura/silent.js" defer></script>
            </head>
            <body data-asks="{(Asks ? "yes" : "no")}" data-state="{Encode(State)}" data-run="{Encode(RunOf(Output))}">
            <main>
              <ol class="hops" aria-label="The way to the app">
                <li class="good"><b>You</b> signed in</li>
                <li class="good"><b>AuraWeb</b> allowed</li>
                <li class="{(SandboxIsUp ? "good" : "bad")}"><b>Sandbox</b> {Encode(SandboxWord)}</li>
                <li class="{(SandboxIsUp ? "bad" : "open")}"><b>Port {Port}</b> {(SandboxIsUp ? "silent" : "not reached")}</li>
              </ol>
              <h1>{Encode(Title)}</h1>
              <p>{Encode(Text)}</p>

            """);
        AppendWay(html);
        AppendOutput(html);
        AppendPorts(html);
        html.Append(CultureInfo.InvariantCulture, $"""
              <p class="foot" role="status">{(Asks ? "Asking again every second. This page will be replaced when it answers." : "")}</p>
            </main>
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string WhatToDo(int port, TerminalTail? output, string? devCommand)
    {
        var mine = output?.Title == devCommand ? output : null;
        return mine switch
        {
            null => $"Press Run in AuraWeb, or start a server in a terminal that listens on port {port}.",
            { ExitCode: null } => $"{mine.Title} is running, but not on port {port} so far. Its terminal says what it does.",
            { ExitCode: < 0 } => $"{mine.Title} was ended with the sandbox. Press Run in AuraWeb.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{mine.Title} stopped with code {mine.ExitCode}. Mend what it says, then press Run in AuraWeb."),
        };
    }

    private static string Target(bool opensTab) => opensTab ? " target=\"_blank\" rel=\"noopener\"" : "";

    private void AppendWay(StringBuilder html)
    {
        if (Way is { } way)
        {
            html.Append(CultureInfo.InvariantCulture, $"  <p><a class=\"button\" href=\"{Encode(way.Url)}\"{Target(way.OpensTab)}>{Encode(way.Text)}</a></p>\n");
        }
    }

    // The line break after <pre> is not part of it.
    private void AppendOutput(StringBuilder html)
    {
        if (Output is { } output)
        {
            var hidden = output.Lines.Count == 0 ? " hidden" : "";
            html.Append(CultureInfo.InvariantCulture, $"  <section{hidden}><h2>Last output of {Encode(output.Title)}</h2><pre>\n{Encode(TextOf(output))}</pre></section>\n");
        }
    }

    private void AppendPorts(StringBuilder html)
    {
        if (OtherPorts.Count == 0)
        {
            return;
        }

        html.Append("  <section><h2>Also answering in this sandbox</h2><ul>\n");
        foreach (var (port, url) in OtherPorts)
        {
            html.Append(CultureInfo.InvariantCulture, $"    <li><b>{port}</b> <a href=\"{Encode(url)}\"{Target(true)}>Show port {port} in a new tab</a></li>\n");
        }

        html.Append("  </ul></section>\n");
    }
}
