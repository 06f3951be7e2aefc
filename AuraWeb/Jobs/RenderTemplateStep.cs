using System.Text.Json;
using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;

namespace AuraWeb.Jobs;

/// <summary>Writes the template's files into the sandbox. No value passes through a shell.</summary>
public sealed class RenderTemplateStep(SandboxService sandboxes) : ISetupStep
{
    public SetupStepKind Kind => SetupStepKind.RenderTemplate;

    public async Task<StepEnd> RunAsync(SetupRun run, CancellationToken ct)
    {
        var parameters = JsonSerializer.Deserialize<Dictionary<string, string>>(run.Project.Parameters) ?? [];
        var values = new TemplateValues(run.Project.Name, ProjectName.SlugOf(run.Project.Name), parameters);
        var (files, fault) = TemplateRenderer.Render(run.Template, values);
        if (fault is not null)
        {
            return new($"The template has a fault. {fault}");
        }

        var opened = await sandboxes.OpenAsync(Actor.System, run.SandboxId, Operation.SetUp, ct);
        if (!opened.TryGet(out var session, out var error))
        {
            return new(error.Message);
        }

        var failure = await CreateFoldersAsync(session.Files, files, ct)
            ?? await WriteAsync(session.Files, files, ct)
            ?? await MarkExecutableAsync(session.Commands, files, ct);
        return failure is null ? new(Note: files.Count == 1 ? "1 file" : $"{files.Count} files") : new($"The files could not be written. {failure}");
    }

    private static async Task<string?> CreateFoldersAsync(ISandboxFiles target, IReadOnlyList<RenderedFile> files, CancellationToken ct)
    {
        var folders = files.SelectMany(file => Above(file.Path)).Distinct().OrderBy(folder => folder.Value.Length);
        foreach (var folder in folders)
        {
            // Already there after an interrupted run: then it can be used.
            if (await target.CreateDirectoryAsync(folder, ct) is { } error
                && !((await target.StatAsync(folder, ct)).TryGet(out var entry, out _) && entry.Kind == FileKind.Directory))
            {
                return error.Message;
            }
        }

        return null;
    }

    private static IEnumerable<SandboxPath> Above(SandboxPath path)
    {
        for (var folder = path.Parent; folder != SandboxPath.Workspace; folder = folder.Parent)
        {
            yield return folder;
        }
    }

    private static async Task<string?> WriteAsync(ISandboxFiles target, IReadOnlyList<RenderedFile> files, CancellationToken ct)
    {
        foreach (var file in files)
        {
            await using var content = file.Open();
            if ((await target.WriteAsync(file.Path, content, WriteCondition.Always, ct)).Error is { } error)
            {
                return error.Message;
            }
        }

        return null;
    }

    private static async Task<string?> MarkExecutableAsync(ISandboxCommands commands, IReadOnlyList<RenderedFile> files, CancellationToken ct)
    {
        string[] scripts = [.. files.Where(file => file.IsExecutable).Select(file => file.Path.Value)];
        if (scripts.Length == 0)
        {
            return null;
        }

        await foreach (var happened in commands.ExecuteAsync(new(["/bin/chmod", "755", "--", .. scripts]), ct))
        {
            switch (happened)
            {
                case CommandFailed failed:
                    return failed.Error.Message;
                case CommandExited { Code: not 0 and var code }:
                    return $"chmod exited with code {code}.";
            }
        }

        return null;
    }
}
