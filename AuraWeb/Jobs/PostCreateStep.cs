using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;

namespace AuraWeb.Jobs;

/// <summary>
/// Runs the template's <c>postCreate</c> in a terminal, which is written down before it is opened: whoever comes back after a
/// crash finds it and waits for its end, and never starts a second one.
/// </summary>
public sealed class PostCreateStep(SandboxService sandboxes, SetupRows rows) : ISetupStep
{
    private const int Columns = 120;
    private const int Rows = 30;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public SetupStepKind Kind => SetupStepKind.PostCreate;

    public async Task<StepEnd> RunAsync(SetupRun run, CancellationToken ct)
    {
        if (run.Template.Scripts.PostCreate is not { } command)
        {
            return StepEnd.Success;
        }

        var opened = await sandboxes.OpenAsync(Actor.System, run.SandboxId, Operation.SetUp, ct);
        if (!opened.TryGet(out var session, out var error))
        {
            return new(error.Message);
        }

        var terminalId = run.Step.TerminalId ?? RandomId.New();
        if (!await rows.RecordTerminalAsync(run.Step, terminalId, ct))
        {
            return new("Cancelled.");
        }

        var request = new TerminalRequest(terminalId, "Setup", Columns, Rows) { Argv = ["/bin/bash", "-lc", command] };
        if ((await session.Terminals.OpenAsync(request, ct)).Error is { } refused)
        {
            return new($"“{command}” could not be started. {refused.Message}");
        }

        return await WaitAsync(run.Step, session, terminalId, command, ct);
    }

    private async Task<StepEnd> WaitAsync(SetupStep step, SandboxSession session, string terminalId, string command, CancellationToken ct)
    {
        while (await rows.IsWantedAsync(step, ct))
        {
            if (session.Revoked.IsCancellationRequested)
            {
                return new($"The sandbox was stopped while “{command}” ran.");
            }

            if ((await session.Terminals.ListAsync(ct)).TryGet(out var terminals, out var error))
            {
                if (await EndOfAsync(session, terminals.FirstOrDefault(t => t.Id == terminalId), command, ct) is { } end)
                {
                    return end;
                }
            }
            else if (error.Code != SandboxErrorCode.ProviderUnavailable)
            {
                return new($"“{command}” was interrupted. {error.Message}");
            }

            await Task.Delay(LookEvery, ct);
        }

        // Cancelled: whoever did it hung up the terminal it knew of; this one may have been opened after that.
        await session.Terminals.CloseAsync(terminalId, CancellationToken.None);
        return new("Cancelled.");
    }

    private static async Task<StepEnd?> EndOfAsync(SandboxSession session, TerminalInfo? terminal, string command, CancellationToken ct)
    {
        switch (terminal)
        {
            case null or { ExitCode: -1 }:
                return new($"“{command}” was interrupted before it ended.");
            case { ExitCode: null }:
                return null;
            case { ExitCode: 0 }:
                // Its terminal goes: people who come into the workspace find a shell, not the end of this.
                return new(ExitCode: 0) { AfterwardsAsync = () => session.Terminals.CloseAsync(terminal.Id, CancellationToken.None) };
            case { ExitCode: { } code }:
                var reason = await LastWords.ReadAsync(session.Terminals, terminal.Id, ct);
                return new(reason is null ? $"“{command}” exited with code {code}." : $"“{command}” exited with code {code}: {reason}", ExitCode: code);
        }
    }
}
