using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Network;
using AuraWeb.Sandboxes.Local.Storage;

namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>The steps by which a sandbox is made, started, ended and removed. Each may be interrupted anywhere and be done again.</summary>
internal sealed class SandboxLifecycle(LocalPaths paths, UserRanges ranges, ImageStore images, SandboxBoot boot, SandboxEnd end)
{
    public async Task CreateAsync(SandboxSpec spec, CancellationToken ct)
    {
        Directory.CreateDirectory(paths.Kept(spec.Id));
        var known = SandboxRecord.Read(paths, spec.Id);
        if (known is { Created: true })
        {
            return;
        }

        // Written before the image: its files are owned by the range.
        var record = new SandboxRecord(ranges.Take(spec.Id, known?.UserRange), Created: false);
        record.Write(paths, spec.Id);
        await images.CreateAsync(spec.Id, record, spec.Limits.StorageBytes, ct);
        (record with { Created = true }).Write(paths, spec.Id);
    }

    public async Task StartAsync(string id, SandboxSpec spec, SandboxRecord record, CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is { IsRunning: true } init)
        {
            await boot.MendAsync(id, init, ct);
            return;
        }

        // Whatever an earlier life or an interrupted start left.
        await end.ClearAsync(id);
        ranges.Take(id, record.UserRange);
        await images.GrowAsync(id, spec.Limits.StorageBytes, ct);
        try
        {
            await boot.StartAsync(id, spec, record, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await end.ClearAsync(id);
            throw;
        }
    }

    public async Task StopAsync(string id, CancellationToken ct)
    {
        if (InitRecord.Read(paths, id) is { } init)
        {
            (init with { Ending = true }).Write(paths, id);
            await end.AskProcessesAsync(id, init, ct);
        }

        await end.ClearAsync(id);
    }

    public async Task DeleteAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await end.ClearAsync(id);
        if (Directory.Exists(paths.Kept(id)))
        {
            // The record last: as long as it is there, the range of user ids is known.
            File.Delete(paths.Image(id));
            Directory.Delete(paths.Kept(id), recursive: true);
        }

        ranges.Release(id);
    }

    /// <summary>Gives a running sandbox back what it lost besides its first process.</summary>
    public Task MendAsync(string id, InitRecord init, CancellationToken ct) => boot.MendAsync(id, init, ct);

    /// <summary>Why a sandbox that nobody ended is not running.</summary>
    public string WhyEnded(string id) => Cgroups.WasOutOfMemory(paths, id)
        ? "It ran out of memory and was ended. Start it again, or give it more memory."
        : "Its first process ended unexpectedly. Start it again.";
}
