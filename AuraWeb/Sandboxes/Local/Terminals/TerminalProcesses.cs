using System.Globalization;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Terminals;

/// <summary>The processes of a terminal: those in the session that its program leads.</summary>
internal static class TerminalProcesses
{
    private const int SignalHangUp = 1;
    private const int SignalContinue = 18;
    private const int GraceLooks = 100;
    private const int KillLooks = 250;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Hangs up; kills what is left after two seconds.</summary>
    public static async Task EndAsync(int leader, string processNamespace)
    {
        Signal(leader, processNamespace, SignalHangUp);
        Signal(leader, processNamespace, SignalContinue);
        if (!await AreGoneAsync(leader, processNamespace, GraceLooks))
        {
            for (var i = 0; i < KillLooks && Signal(leader, processNamespace, Native.SignalKill); i++)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Which process namespace a process lives in; null when it is gone.</summary>
    public static string? NamespaceOf(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/pid").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<bool> AreGoneAsync(int leader, string processNamespace, int looks)
    {
        for (var i = 0; i < looks; i++)
        {
            if (!Members(leader, processNamespace).Any())
            {
                return true;
            }

            await Task.Delay(Pause);
        }

        return false;
    }

    /// <returns>Whether there was anybody to signal.</returns>
    private static bool Signal(int leader, string processNamespace, int signal)
    {
        var any = false;
        foreach (var process in Members(leader, processNamespace))
        {
            _ = Native.Kill(process, signal);
            any = true;
        }

        return any;
    }

    // The number of a leader that is gone may belong to somebody else by now, so the namespace must be the sandbox's too.
    private static IEnumerable<int> Members(int leader, string processNamespace) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let process = int.Parse(name, CultureInfo.InvariantCulture)
        where IsMember(process, leader) && NamespaceOf(process) == processNamespace
        select process;

    private static bool IsMember(int process, int leader)
    {
        try
        {
            // After the name in parentheses: state, parent, group, session. A zombie only waits for its parent.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 5);
            return fields[0] != "Z" && fields[3] == leader.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
