using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using AuraWeb.Terminals;

namespace AuraWeb.Pages.Workspace;

/// <summary>The terminal a command runs in.</summary>
/// <param name="TerminalId">Its id.</param>
/// <param name="IsNew">Whether it was started now, rather than running already.</param>
public sealed record StartedScript(string TerminalId, bool IsNew);

/// <summary>Runs the commands of a project's template, each in a terminal that is called by the command.</summary>
public sealed class ScriptRunner(ProjectQueries projects, TemplateCatalog templates, TerminalService terminals) : IDisposable
{
    private const int Columns = 100;
    private const int Rows = 30;

    // Two clicks at the same moment start one command.
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Starts a command, or finds the terminal in which it already runs.</summary>
    public async Task<Result<StartedScript>> RunAsync(Actor actor, string projectId, string script, CancellationToken ct)
    {
        if (await projects.FindAsync(actor, projectId, ct) is not { Sandbox: { } sandbox } project)
        {
            return SandboxError.SandboxNotFound;
        }

        var view = new WorkspaceView(project, templates.Find(project.TemplateId));
        if (view.Commands.FirstOrDefault(command => command.Script == script) is not { } command)
        {
            return new SandboxError(SandboxErrorCode.InvalidState, "The project’s template has no such command. Type it in a terminal.");
        }

        await _one.WaitAsync(ct);
        try
        {
            return await StartAsync(actor, sandbox.Id, command.Text, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Result<StartedScript>> StartAsync(Actor actor, string sandboxId, string command, CancellationToken ct)
    {
        if (!(await terminals.ListAsync(actor, sandboxId, ct)).TryGet(out var known, out var error))
        {
            return error;
        }

        if (known.FirstOrDefault(terminal => terminal.Title == command && terminal.ExitCode is null) is { } running)
        {
            return new StartedScript(running.Id, IsNew: false);
        }

        foreach (var ended in known.Where(terminal => terminal.Title == command))
        {
            await terminals.CloseAsync(actor, sandboxId, ended.Id, ct);
        }

        // The text is the template author's; nothing that a person typed is in it.
        var request = new TerminalRequest(RandomId.New(), command, Columns, Rows) { Argv = ["/bin/bash", "-lc", command] };
        return (await terminals.OpenAsync(actor, sandboxId, request, ct)).TryGet(out var opened, out error)
            ? new StartedScript(opened.Id, IsNew: true)
            : error;
    }
}
