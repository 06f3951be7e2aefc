using System.Linq.Expressions;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using Hangfire;

namespace AuraWeb.Jobs;

/// <summary>Makes jobs of what was announced. Nobody waits for the job store: a job that could not be made is made by the run of each minute.</summary>
public sealed partial class JobDispatch(IBackgroundJobClient jobs, ILogger<JobDispatch> logger) : IProjectObserver, ISandboxObserver
{
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

    private void Enqueue<T>(Expression<Func<T, Task>> call) => _ = Task.Run(() =>
    {
        try
        {
            jobs.Enqueue(call);
        }
        catch (Exception e) when (e is BackgroundJobClientException or ObjectDisposedException)
        {
            Log.NotEnqueued(logger, typeof(T).Name, e);
        }
    });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} could not be queued; it is tried again within a minute")]
        public static partial void NotEnqueued(ILogger logger, string job, Exception exception);
    }
}
