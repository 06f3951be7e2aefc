using System.Collections.Concurrent;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Sandboxes;

/// <summary>Remembers when each sandbox was last used, and writes it to the database in batches: one key press is no reason for a write.</summary>
public sealed partial class ActivityLog(IDbContextFactory<AuraDbContext> contexts, TimeProvider clock, ILogger<ActivityLog> logger) : BackgroundService
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _latest = new();

    /// <summary>Notes that the sandbox is in use now.</summary>
    public void Touch(string sandboxId) => _latest[sandboxId] = clock.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            foreach (var (id, at) in _latest.ToArray())
            {
                await using var db = await contexts.CreateDbContextAsync(ct);
                await db.Set<Sandbox>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastActivityAt, at), ct);
                _latest.TryRemove(KeyValuePair.Create(id, at));
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            // Kept in memory, written with the next batch.
            Log.NotWritten(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The times of last activity could not be written; they are kept for the next try")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
