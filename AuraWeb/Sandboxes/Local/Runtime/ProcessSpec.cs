using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// The OCI <c>process</c> of everything that people run in a sandbox: commands and terminals alike. It says everything, because
/// what it leaves out the runtime fills in with root, <c>/</c> and no no-new-privileges.
/// </summary>
public sealed class ProcessSpec(HostToolchain toolchain)
{
    private const int User = 1000;

    // Higher than that of a sandbox's first process: when memory runs out, what people run goes first.
    private const int OutOfMemoryScore = 200;

    private static readonly object NoCapabilities = new
    {
        bounding = Array.Empty<string>(),
        effective = Array.Empty<string>(),
        inheritable = Array.Empty<string>(),
        permitted = Array.Empty<string>(),
        ambient = Array.Empty<string>(),
    };

    /// <summary>A process of the sandbox's user.</summary>
    /// <param name="argv">Program and arguments.</param>
    /// <param name="workingDirectory">Absolute folder inside the sandbox.</param>
    /// <param name="environment">Variables that are added to, or replace, the sandbox's own.</param>
    /// <param name="terminal">Whether it gets a terminal.</param>
    public object ForUser(
        IEnumerable<string> argv, string workingDirectory, IReadOnlyDictionary<string, string> environment, bool terminal = false)
    {
        var variables = new Dictionary<string, string>(toolchain.Environment);
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        if (terminal)
        {
            variables.TryAdd("TERM", "xterm-256color");
            variables.TryAdd("COLORTERM", "truecolor");
        }

        return Build(argv, User, workingDirectory, variables, terminal, OutOfMemoryScore);
    }

    /// <summary>The sandbox's first process: a user of its own, so that nobody inside can signal it.</summary>
    internal static object ForInit(IEnumerable<string> argv) =>
        Build(argv, 999, "/", new Dictionary<string, string> { ["PATH"] = "/usr/bin" }, terminal: false, outOfMemoryScore: 0);

    private static object Build(
        IEnumerable<string> argv, int user, string folder, IReadOnlyDictionary<string, string> variables, bool terminal, int outOfMemoryScore) => new
        {
            terminal,
            user = new { uid = user, gid = user, umask = 0x12 },
            args = argv.ToArray(),
            env = variables.Select(variable => $"{variable.Key}={variable.Value}").ToArray(),
            cwd = folder,
            capabilities = NoCapabilities,
            noNewPrivileges = true,
            oomScoreAdj = outOfMemoryScore,
            rlimits = new[]
            {
                new { type = "RLIMIT_NOFILE", soft = 16384, hard = 16384 },
                new { type = "RLIMIT_CORE", soft = 0, hard = 0 },
            },
        };
}
