using System.Net.NetworkInformation;
using System.Net.Sockets;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Network;

/// <summary>
/// What a sandbox may reach: the internet; not the host, its networks, private ranges or other sandboxes. It is held by nftables
/// in the sandbox's own network namespace, where its user can change nothing.
/// </summary>
internal sealed class NetworkPolicy(Launcher launcher)
{
    // Not the documentation ranges: package feeds, and the host itself, can lie there.
    private static readonly string[] Closed =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
    ];

    /// <summary>The host's own addresses and link networks, as they are now.</summary>
    public static IReadOnlyList<string> HostNetworks() =>
        [.. from card in NetworkInterface.GetAllNetworkInterfaces()
            from address in card.GetIPProperties().UnicastAddresses
            where address.Address.AddressFamily == AddressFamily.InterNetwork
            from text in new[] { $"{address.Address}", $"{address.Address}/{address.PrefixLength}" }
            where address.PrefixLength > 0
            orderby text
            select text];

    /// <summary>Sets the policy of the network namespace of a process, all at once; the one before it is replaced.</summary>
    public async Task ApplyAsync(int process, IEnumerable<string> hostNetworks, CancellationToken ct)
    {
        var result = await launcher.RunAsync("nsenter", ["-t", $"{process}", "-n", "nft", "-f", "-"], ct, Rules(hostNetworks));
        result.EnsureSuccess("Setting the network policy");
    }

    private static string Rules(IEnumerable<string> hostNetworks) => $$"""
        table inet auraweb
        delete table inet auraweb
        table inet auraweb {
          set closed {
            type ipv4_addr
            flags interval
            auto-merge
            elements = { {{string.Join(", ", Closed.Concat(hostNetworks))}} }
          }
          chain output {
            type filter hook output priority 0; policy drop;
            oifname "lo" accept
            meta nfproto ipv6 reject
            ip daddr 10.0.2.3 meta l4proto { tcp, udp } th dport 53 accept
            ip daddr @closed reject with icmp type admin-prohibited
            oifname "tap0" accept
          }
          chain input {
            type filter hook input priority 0; policy drop;
            iifname "lo" accept
            ct state established,related accept
          }
        }

        """;
}
