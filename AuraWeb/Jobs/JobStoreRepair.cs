using Microsoft.Data.Sqlite;

namespace AuraWeb.Jobs;

/// <summary>
/// Hands jobs that were under way when the process died back to the queue: the store itself would wait for its invisibility
/// timeout. Right only because one process holds the data folder.
/// </summary>
internal static class JobStoreRepair
{
    public static void Run(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE JobQueue SET FetchedAt = 0 WHERE FetchedAt <> 0; DELETE FROM DistributedLock;";
        command.ExecuteNonQuery();
    }
}
