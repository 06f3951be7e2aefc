using Hangfire;

namespace AuraWeb.Jobs;

/// <summary>
/// Sets a project up, step by step, from its rows. It can be interrupted at any moment and made again: it goes on where the rows
/// say it is, and there is never more than one at work on a project.
/// </summary>
public sealed class SetUpProjectJob(SetupRows rows, SetupGate gate, SetupWork work)
{
    /// <summary>Carries out what is to be done for a project; nothing to do is success.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string projectId, CancellationToken ct)
    {
        if (!gate.TryEnter(projectId))
        {
            return;
        }

        try
        {
            do
            {
                while (await rows.BeginNextAsync(projectId, ct) is { } step)
                {
                    var ended = await work.CarryOutAsync(step, ct);
                    await rows.EndAsync(step, ended, ct);
                    await (ended.AfterwardsAsync?.Invoke() ?? Task.CompletedTask);
                }
            }
            while (!gate.TryLeave(projectId));
        }
        catch
        {
            gate.Leave(projectId);
            throw;
        }
    }
}
