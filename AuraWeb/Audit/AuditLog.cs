using System.Threading.Channels;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Audit;

/// <summary>Takes audit lines without making the caller wait for the database, and writes them in batches.</summary>
public sealed partial class AuditLog(IDbContextFactory<AuraDbContext> contexts, ILogger<AuditLog> logger) : BackgroundService
{
    private const int LargestBatch = 200;

    private readonly Channel<AuditEntry> _entries = Channel.CreateUnbounded<AuditEntry>(new() { SingleReader = true });

    /// <summary>Writes a line soon. Never waits and never fails.</summary>
    public void Write(AuditEntry entry) => _entries.Writer.TryWrite(entry);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            // What was done before the stop is written down before the process ends.
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reader = _entries.Reader;
        while (await reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<AuditEntry>();
            while (batch.Count < LargestBatch && reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await SaveAsync(batch);
        }
    }

    private async Task SaveAsync(List<AuditEntry> batch)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.AddRange(batch);
            await db.SaveChangesAsync();
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            Log.NotWritten(logger, batch.Count, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Count} audit lines could not be written")]
        public static partial void NotWritten(ILogger logger, int count, Exception exception);
    }
}
