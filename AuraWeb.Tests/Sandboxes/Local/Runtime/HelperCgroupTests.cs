using System.Diagnostics;
using AuraWeb.Data;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Tests.Sandboxes.Local.Runtime;

/// <summary>In a real hierarchy: the one that managers watch beside the others, or the unified one.</summary>
public sealed class HelperCgroupTests : IDisposable
{
    private static readonly string Root = Directory.Exists("/sys/fs/cgroup/systemd") ? "/sys/fs/cgroup/systemd" : "/sys/fs/cgroup";

    private readonly string _parent = $"/auraweb-test-{RandomId.New()}";
    private readonly List<Process> _processes = [];

    private string Own => $"{_parent}/service";

    [Fact]
    public void Adopt_ProgramInOurCgroup_IsMoved()
    {
        var helper = StartIn(Own);
        Helpers().Adopt(helper.Id);
        Assert.EndsWith($"{_parent}/helpers", CgroupOf(helper), StringComparison.Ordinal);
    }

    [Fact]
    public void Adopt_ProgramOfASandboxBelowIt_StaysUnderItsLimits()
    {
        var monitor = StartIn(Own, "sleep 60 & echo $!; wait");
        var program = Process.GetProcessById(int.Parse(monitor.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture));
        Move(program, $"{_parent}/sandbox");
        Helpers().Adopt(monitor.Id);
        Assert.EndsWith($"{_parent}/helpers", CgroupOf(monitor), StringComparison.Ordinal);
        Assert.EndsWith($"{_parent}/sandbox", CgroupOf(program), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        foreach (var folder in Directory.EnumerateDirectories(Root + _parent))
        {
            SpinWait.SpinUntil(() => File.ReadAllText(Path.Combine(folder, "cgroup.procs")).Length == 0, TimeSpan.FromSeconds(10));
            Directory.Delete(folder);
        }

        Directory.Delete(Root + _parent);
    }

    private HelperCgroup Helpers() => new($"{Root}{_parent}/helpers", CgroupLine(Own));

    private Process StartIn(string cgroup, string shellText = "sleep 60")
    {
        var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"read; {shellText}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _processes.Add(process);
        Move(process, cgroup);
        process.StandardInput.WriteLine();
        return process;
    }

    private static void Move(Process process, string cgroup)
    {
        Directory.CreateDirectory(Root + cgroup);
        File.WriteAllText($"{Root}{cgroup}/cgroup.procs", $"{process.Id}");
    }

    private static string CgroupOf(Process process) => File.ReadLines($"/proc/{process.Id}/cgroup").Single(line => line.StartsWith(Prefix, StringComparison.Ordinal));

    private static string CgroupLine(string cgroup) => Prefix + cgroup;

    private static string Prefix { get; } = File.ReadLines("/proc/self/cgroup")
        .Select(line => line[..(line.LastIndexOf(':') + 1)])
        .Single(line => Root.EndsWith("systemd", StringComparison.Ordinal) ? line.Contains("name=systemd:", StringComparison.Ordinal) : line == "0::");
}
