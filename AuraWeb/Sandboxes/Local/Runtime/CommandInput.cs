using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>What a command reads. The pipe is kept until the command has ended, so that a second try reads what the first did not.</summary>
internal sealed class CommandInput : IAsyncDisposable
{
    private readonly PipePair _pipe = PipePair.Create();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _copy;

    public CommandInput(Stream? source) => _copy = CopyAsync(source);

    /// <summary>The end for the command.</summary>
    public SafeFileHandle Read => _pipe.Read;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _copy;
        _end.Dispose();
        _pipe.Dispose();
    }

    private async Task CopyAsync(Stream? source)
    {
        if (source is null)
        {
            _pipe.Write.Dispose();
            return;
        }

        await using var writer = AsyncPipe.Writer(_pipe.Write);
        try
        {
            await source.CopyToAsync(writer, _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The command ended before it had read everything, or its giver went away: it then reads an end.
        }
    }
}
