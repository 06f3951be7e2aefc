using AuraWeb.Sandboxes.Local.Runtime;
using Microsoft.Win32.SafeHandles;

namespace AuraWeb.Sandboxes.Local.Network;

/// <summary>A sandbox's way to the internet: slirp4netns, which lives exactly as long as the sandbox's first process.</summary>
internal sealed class UserNetwork(Launcher launcher, HelperCgroup helpers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the network namespace of a process has its way out: the device is gone when its maker is.</summary>
    public static bool IsUp(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/net/dev").Contains("tap0:", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Gives the network namespace of a process its way out.</summary>
    /// <param name="process">The sandbox's first process.</param>
    /// <param name="life">The read end of the pipe that this process writes to: at its end slirp4netns ends.</param>
    /// <param name="ct">Gives up.</param>
    public async Task StartAsync(int process, SafeFileHandle life, CancellationToken ct)
    {
        using var quiet = PipePair.Create();
        using var ready = PipePair.Create();
        var descriptors = new Dictionary<int, SafeFileHandle> { [0] = quiet.Read, [1] = quiet.Write, [2] = quiet.Write, [3] = ready.Write, [4] = life };
        string[] arguments =
        [
            "--configure", "--mtu=65520", "--disable-host-loopback", "--enable-sandbox", "--enable-seccomp",
            "-r", "3", "--exit-fd=4", $"{process}", "tap0",
        ];
        var helper = await launcher.StartAsync("slirp4netns", arguments, descriptors);
        ready.Write.Dispose();
        await using var reader = AsyncPipe.Reader(ready.Read);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        if (await reader.ReadAsync(new byte[1], patience.Token) != 1)
        {
            throw new IOException("slirp4netns ended before the network was ready.");
        }

        helpers.Adopt(helper.Id);
    }
}
