using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Sandboxes.Local;

/// <summary>Attacks from inside a sandbox, each with a control: the same thing succeeds where it should.</summary>
public sealed class IsolationTests(LocalFixture fixture) : IClassFixture<LocalFixture>
{
    private ISandboxProvider Provider => fixture.Host.Provider;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostFile_IsNotSeen()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"aura-canary-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(canary, "canary", Cancel);
        try
        {
            Assert.NotEqual(0, (await RunAsync($"cat {canary}")).Code);
            Assert.NotEqual(0, (await RunAsync($"cat /proc/1/root{canary}")).Code);
            Assert.Equal("mine\n", (await RunAsync($"echo mine > {canary}; cat {canary}")).Output);
            Assert.Equal("canary", await File.ReadAllTextAsync(canary, Cancel));
        }
        finally
        {
            File.Delete(canary);
        }
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("/root/.bashrc")]
    [InlineData("/var/lib/dpkg/status")]
    [InlineData("/proc/kcore")]
    [InlineData("/proc/keys")]
    [InlineData("/proc/cmdline")]
    [InlineData("/proc/1/environ")]
    [InlineData("/sys/kernel/notes")]
    public async Task HostSecrets_AreNotRead(string path) =>
        Assert.Equal("", (await RunAsync($"head -c 100 {path}")).Output);

    [Fact]
    public async Task HostProcess_IsNeitherSeenNorKilled()
    {
        using var victim = System.Diagnostics.Process.Start("sleep", "3001");
        try
        {
            Assert.Equal("", (await RunAsync("grep -l '^sleep$' /proc/[0-9]*/comm")).Output);
            Assert.NotEqual(0, (await RunAsync($"kill -9 {victim.Id}")).Code);
            Assert.NotEqual(0, (await RunAsync("kill -9 1")).Code);
            Assert.False(victim.HasExited);
            Assert.Equal(0, (await RunAsync("sleep 3002 & kill -9 $!")).Code);
        }
        finally
        {
            victim.Kill();
        }
    }

    [Theory]
    [InlineData("mkdir -p /tmp/m && mount -t tmpfs none /tmp/m")]
    [InlineData("unshare -U true")]
    [InlineData("unshare -Ur true")]
    [InlineData("unshare -n true")]
    [InlineData("python3 -c 'import ctypes,os; l=ctypes.CDLL(None,use_errno=True); os._exit(l.setns(os.open(\"/proc/self/ns/net\",0),0) == 0)' && false")]
    [InlineData("python3 -c 'import ctypes,os; l=ctypes.CDLL(None); os._exit(0 if l.syscall(250, 0, -3, 0) != -1 else 1)'")]
    [InlineData("python3 -c 'import ctypes,os; l=ctypes.CDLL(None); p=l.syscall(56, 0x10000000|17, 0, 0, 0, 0); os._exit(0 if p != -1 else 1)'")]
    [InlineData("python3 -c 'import ctypes,os; l=ctypes.CDLL(None); os._exit(0 if l.syscall(425, 8, 0) != -1 else 1)'")]
    [InlineData("mknod /tmp/d b 254 0")]
    [InlineData("sysctl -w net.ipv4.ip_forward=1")]
    [InlineData("nft list ruleset")]
    [InlineData("ip link set tap0 down")]
    [InlineData("echo 1 > /sys/fs/cgroup/memory/memory.limit_in_bytes")]
    [InlineData("mkdir /sys/fs/cgroup/pids/x || mkdir /sys/fs/cgroup/x")]
    [InlineData("su -c true")]
    [InlineData("touch /usr/bin/x")]
    public async Task ForbiddenCall_Fails(string attack) => Assert.NotEqual(0, (await RunAsync(attack)).Code);

    [Fact]
    public async Task OrdinaryCalls_Succeed() =>
        Assert.Equal(new CommandResult(0, false, "fine\n", ""), await RunAsync("mkfifo /tmp/f && (true &) && python3 -c 'import threading; t=threading.Thread(target=print, args=(\"fine\",)); t.start(); t.join()'"));

    [Theory]
    [InlineData("AF_INET", true)]
    [InlineData("AF_INET6", true)]
    [InlineData("AF_UNIX", true)]
    [InlineData("AF_NETLINK", true)]
    [InlineData("AF_VSOCK", false)]
    [InlineData("AF_PACKET", false)]
    [InlineData("AF_ALG", false)]
    [InlineData("AF_BLUETOOTH", false)]
    public async Task SocketFamily_OnlyFourAreAllowed(string family, bool allowed)
    {
        var kind = family == "AF_NETLINK" ? "SOCK_RAW" : "SOCK_STREAM";
        Assert.Equal(allowed, (await RunAsync($"python3 -c 'import socket as s; s.socket(s.{family}, s.{kind}).close()'")).Code == 0);
    }

    [Fact]
    public async Task DeviceNodes_AreNotTheHosts()
    {
        await RunAsync("chmod 600 /dev/null /dev/zero /dev/random /dev/urandom /dev/full /dev/tty; true > /dev/null");
        foreach (var device in new[] { "null", "zero", "full", "random", "urandom", "tty" })
        {
            Assert.Equal("0:0 666", (await Host.RunAsync("stat", "-c", "%u:%g %a", $"/dev/{device}")).Trim().Replace("0:5", "0:0", StringComparison.Ordinal));
        }

        Assert.Equal(0, (await RunAsync("echo x > /dev/null; head -c 4 /dev/zero | wc -c")).Code);
    }

    [Theory]
    [InlineData("/proc/self/fd/{0}")]
    [InlineData("/workspace/link{0}")]
    public async Task WorkingDirectory_NeverLeadsToTheHost(string pattern)
    {
        for (var number = 0; number < 24; number++)
        {
            await RunAsync($"ln -sfn /proc/self/fd/{number} /workspace/link{number}");
            var path = SandboxPath.Parse(string.Format(null, System.Text.CompositeFormat.Parse(pattern), number));
            await foreach (var happened in Provider.Commands(fixture.Shared).ExecuteAsync(CommandRequest.Shell("ls -a .. ../.. ../../..") with { WorkingDirectory = path }, Cancel))
            {
                Assert.False(happened is CommandOutput { IsError: false } output && System.Text.Encoding.UTF8.GetString(output.Bytes.Span).Contains("boot", StringComparison.Ordinal));
            }
        }
    }

    private Task<CommandResult> RunAsync(string text) => Provider.ShellAsync(fixture.Shared, text);
}
