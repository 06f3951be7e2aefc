using AuraWeb.Access;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Tests.Projects;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Tests.Jobs;

public sealed class SetUpProjectJobTests
{
    // In seconds.
    private const int Patience = 60;

    [Fact]
    public async Task SetUp_GoodTemplate_WritesFilesAndRunsPostCreate()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.AddWithPostCreate(
            "t", "cat name.txt > copied.txt && ./tools/run.sh", ("name.txt.sbn", "{{ project.name }}"), ("a/b/c.txt", "deep"), ("tools/run.sh", "#!/bin/sh\necho ran > ran.txt\n")));
        File.SetUnixFileMode(Path.Combine(app.Templates.Path, "t/files/tools/run.sh"), (UnixFileMode)Convert.ToInt32("755", 8));

        var id = await app.CreateAsync("$(touch /workspace/pwned) `id`", "t");
        var view = await app.UntilAsync(id, p => !p.IsBeingSetUp, Patience);

        Assert.False(view.IsSetUpUnfinished, view.EndedStep?.Message);
        Assert.Equal("$(touch /workspace/pwned) `id`", await app.ReadAsync(id, "copied.txt"));
        Assert.Equal("deep", await app.ReadAsync(id, "a/b/c.txt"));
        Assert.Equal("ran\n", await app.ReadAsync(id, "ran.txt"));
        Assert.Null(await app.ReadAsync(id, "pwned"));
    }

    [Fact]
    public async Task SetUp_RestartInTheMiddleOfPostCreate_RunsItExactlyOnce()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.AddWithPostCreate(
            "t", "echo begun >> runs; while [ ! -e go ]; do sleep 0.1; done; echo ended >> runs"));
        var id = await app.CreateAsync("Notes", "t");
        var before = await app.UntilAsync(id, p => p.Steps[^1].TerminalId is not null, Patience);
        await UntilAsync(async () => await app.ReadAsync(id, "runs") == "begun\n");

        await app.RestartAsync();
        await app.UntilAsync(id, p => p.Sandbox!.State == SandboxState.Running, Patience);
        await WriteAsync(app, id, "go");
        var after = await app.UntilAsync(id, p => !p.IsBeingSetUp, Patience);

        Assert.False(after.IsSetUpUnfinished, after.EndedStep?.Message);
        Assert.Equal(before.Steps[^1].TerminalId, after.Steps[^1].TerminalId);
        Assert.Equal("begun\nended\n", await app.ReadAsync(id, "runs"));
    }

    [Fact]
    public async Task SetUp_PostCreateFails_SaysWhyAndCanBeTriedAgain()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.AddWithPostCreate(
            "t", "echo run >> runs; [ -e fixed ] || { echo; echo 'npm error code E404'; echo 'npm error A complete log of this run can be found in: x'; exit 3; }"));
        var id = await app.CreateAsync("Notes", "t");

        var failed = await app.UntilAsync(id, p => p.EndedStep is not null, Patience);

        Assert.Equal((SetupStepKind.PostCreate, SetupStepState.Failed, 3), (failed.EndedStep!.Kind, failed.EndedStep.State, failed.EndedStep.ExitCode));
        Assert.EndsWith("exited with code 3: npm error code E404", failed.EndedStep.Message, StringComparison.Ordinal);
        Assert.Equal(SandboxState.Running, failed.Sandbox!.State);

        await WriteAsync(app, id, "fixed");
        Assert.Equal(ProjectChange.Done, await app.Get<ProjectSetup>().RetryAsync(ProjectApp.Olga, id, CancellationToken.None));
        var view = await app.UntilAsync(id, p => !p.IsBeingSetUp, Patience);

        Assert.False(view.IsSetUpUnfinished, view.EndedStep?.Message);
        Assert.NotEqual(failed.EndedStep.TerminalId, view.Steps[^1].TerminalId);
        Assert.Equal("run\nrun\n", await app.ReadAsync(id, "runs"));
    }

    [Fact]
    public async Task Cancel_WhilePostCreateRuns_EndsItAndKeepsTheSandbox()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.AddWithPostCreate(
            "t", "echo begun > runs; while true; do date +%s%N > alive; sleep 0.1; done"));
        var id = await app.CreateAsync("Notes", "t");
        await app.UntilAsync(id, p => p.Steps[^1].TerminalId is not null, Patience);
        await UntilAsync(async () => await app.ReadAsync(id, "alive") is { Length: > 0 });

        Assert.Equal(ProjectChange.Done, await app.Get<ProjectSetup>().CancelAsync(ProjectApp.Olga, id, CancellationToken.None));

        Assert.Equal(SetupStepState.Cancelled, (await app.ViewAsync(id)).Steps[^1].State);
        await UntilAsync(async () =>
        {
            var seen = await app.ReadAsync(id, "alive");
            await Task.Delay(1500);
            return seen is { Length: > 0 } && seen == await app.ReadAsync(id, "alive");
        });
        Assert.Equal(SandboxState.Running, (await app.ViewAsync(id)).Sandbox!.State);
    }

    [Fact]
    public async Task Cancel_WhileTheSandboxIsCreated_RemovesItAndOffersToCreateAgain()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.AddWithPostCreate("t", "true"));
        var id = await app.CreateAsync("Notes", "t");

        await app.Get<ProjectSetup>().CancelAsync(ProjectApp.Olga, id, CancellationToken.None);
        var cancelled = await app.ViewAsync(id);
        Assert.Equal(SetupStepState.Cancelled, cancelled.EndedStep!.State);

        await app.Get<ProjectSetup>().RetryAsync(ProjectApp.Olga, id, CancellationToken.None);
        var view = await app.UntilAsync(id, p => !p.IsBeingSetUp, Patience);
        Assert.False(view.IsSetUpUnfinished, view.EndedStep?.Message);
    }

    [Fact]
    public async Task Delete_Project_RemovesItsSandboxAndThenItsRow()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true, templates => templates.Add("t", ("a.txt", "a")));
        var id = await app.CreateAsync("Notes", "t");
        await app.UntilAsync(id, p => !p.IsSetUpUnfinished, Patience);

        await app.Get<ProjectService>().DeleteAsync(ProjectApp.Olga, id, "Notes", CancellationToken.None);

        await UntilAsync(async () =>
        {
            await using var db = await app.ContextAsync();
            return !await db.Set<Project>().AnyAsync() && !await db.Set<Sandbox>().AnyAsync();
        });
    }

    [Fact]
    [Trait("Case", "X6")]
    public async Task SetUp_NodeTsWithQuotesInItsName_InstallsAndPassesItsTests()
    {
        const string Name = "My \"App\" & Co's";
        await using var app = await ProjectApp.StartAsync(withSandboxes: true);
        var id = await app.CreateAsync(Name, "node-ts", new() { ["greeting"] = "\"Hi\" & 'bye' ${x} `y`" });

        var view = await app.UntilAsync(id, p => !p.IsBeingSetUp, 3 * Patience);
        Assert.False(view.IsSetUpUnfinished, view.EndedStep?.Message);
        using var package = System.Text.Json.JsonDocument.Parse((await app.ReadAsync(id, "package.json"))!);
        Assert.Equal("my-app-cos", package.RootElement.GetProperty("name").GetString());
        Assert.Equal(Name, package.RootElement.GetProperty("description").GetString());
        Assert.Equal(Name, view.Name);

        var session = (await app.Get<SandboxService>().OpenAsync(Actor.System, view.Sandbox!.Id, Operation.Execute, CancellationToken.None)).Value;
        Assert.Equal(0, await ExitCodeAsync(session.Commands, new(["npm", "test"])));
        Assert.Equal(0, await ExitCodeAsync(session.Commands, new(["npm", "run", "check"])));
    }

    [Fact]
    public async Task SetUp_ReactTs_InstallsAndBuilds()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: true);
        var id = await app.CreateAsync("<Harbor> & \"Timetable\"", "react-ts");

        var view = await app.UntilAsync(id, p => !p.IsBeingSetUp, 3 * Patience);

        Assert.False(view.IsSetUpUnfinished, view.EndedStep?.Message);
        var session = (await app.Get<SandboxService>().OpenAsync(Actor.System, view.Sandbox!.Id, Operation.Execute, CancellationToken.None)).Value;
        Assert.Equal(0, await ExitCodeAsync(session.Commands, new(["npm", "run", "build"])));
        Assert.Contains("<title>&lt;Harbor&gt; &amp; &quot;Timetable&quot;</title>", await app.ReadAsync(id, "dist/index.html"), StringComparison.Ordinal);
    }

    private static async Task<int?> ExitCodeAsync(ISandboxCommands commands, CommandRequest request)
    {
        int? code = null;
        await foreach (var happened in commands.ExecuteAsync(request, CancellationToken.None))
        {
            code = (happened as CommandExited)?.Code ?? code;
        }

        return code;
    }

    private static async Task WriteAsync(ProjectApp app, string projectId, string path)
    {
        var view = await app.ViewAsync(projectId);
        var session = (await app.Get<SandboxService>().OpenAsync(Actor.System, view.Sandbox!.Id, Operation.WriteFiles, CancellationToken.None)).Value;
        using var content = new MemoryStream([1]);
        Assert.Null((await session.Files.WriteAsync(SandboxPath.Parse(path), content, WriteCondition.Always, CancellationToken.None)).Error);
    }

    private static async Task UntilAsync(Func<Task<bool>> wanted)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(Patience);
        while (!await wanted())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It did not happen within a minute.");
            await Task.Delay(100);
        }
    }
}
