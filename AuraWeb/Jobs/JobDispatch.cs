using System.Linq.Expressions;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Hangfire;

namespace AuraWeb.Jobs;

/// <summary>Makes jobs of what was announced. Nobody waits for the job store: a job that could not be made is made by the run of each minute.</summary>
public sealed partial class JobDispatch(IBackgroundJobClient jobs, ILogger<JobDispatch> logger) : IProjectObserver, ISandboxObserver
{
    private const int Attempts = 5;

    private static readonly TimeSpan PauseBeforeNext = TimeSpan.FromMilliseconds(200);

    public void ProjectChanged(string projectId)
    {
        // Nothing to carry out.
    }

    public void SetUpRequested(string projectId) => Enqueue<SetUpProjectJob>(job => job.RunAsync(projectId, CancellationToken.None));

    public void SandboxChanged(SandboxChange change)
    {
        if (change.DesiredState == DesiredState.Deleted)
        {
            Enqueue<ReconcileJob>(job => job.FinishDeletionsAsync(CancellationToken.None));
        }
    }

    private void Enqueue<T>(Expression<Func<T, Task>> call) => _ = Task.Run(async () =>
    {
        // The job store refuses at once when two of its writers meet; a moment later it takes the job.
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                jobs.Enqueue(call);
                return;
            }
            catch (BackgroundJobClientException e)
            {
                Log.NotEnqueued(logger, typeof(T).Name, attempt, e);
                await Task.Delay(PauseBeforeNext * attempt);
            }
            catch (ObjectDisposedException)
            {
                // AuraWeb is stopping; the rows make the job again at its next start.
                return;
            }
        }
    });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} could not be queued at attempt {Attempt}; at the latest it is queued again within a minute")]
        public static partial void NotEnqueued(ILogger logger, string job, int attempt, Exception exception);
    }
}
