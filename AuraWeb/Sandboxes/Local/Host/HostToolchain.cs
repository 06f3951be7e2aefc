namespace AuraWeb.Sandboxes.Local.Host;

/// <summary>What sandboxes use of the host's tools: where Node is, which certificates it trusts, which registry npm asks.</summary>
public sealed class HostToolchain
{
    /// <summary>Where a Node from outside <c>/usr</c> is shown inside a sandbox.</summary>
    public const string NodeInside = "/opt/node";

    private const string CertificateBundle = "/etc/ssl/certs/ca-certificates.crt";

    private static readonly string[] CertificateVariables = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT"];

    private static readonly string[] NpmFiles = ["/usr/etc/npmrc", "/etc/npmrc", "/usr/local/etc/npmrc", "/root/.npmrc"];

    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

    public HostToolchain()
    {
        NodeFolder = FindNode();
        Environment = Build();
    }

    /// <summary>The folder of a Node that is not in <c>/usr/bin</c>, with <c>bin/node</c> and <c>lib/node_modules</c>; null when none is needed or there is none.</summary>
    public string? NodeFolder { get; }

    /// <summary>The variables that everything people run starts with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    // The host's /usr/local stays hidden, so what is installed there, or by a version manager, is shown elsewhere.
    private static string? FindNode()
    {
        if (File.Exists("/usr/bin/node"))
        {
            return null;
        }

        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Append("/usr/local/bin")
            .Select(folder => new FileInfo(Path.Combine(folder, "node")))
            .Where(file => file.Exists)
            .Select(file => (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Directory?.Parent?.FullName)
            .FirstOrDefault(prefix => prefix is not null && File.Exists(Path.Combine(prefix, "bin/node")) && Directory.Exists(Path.Combine(prefix, "lib/node_modules")));
    }

    private Dictionary<string, string> Build()
    {
        string[] path = ["/home/aura/.npm-global/bin", "/home/aura/.local/bin", .. NodeFolder is null ? [] : new[] { $"{NodeInside}/bin" }, "/usr/local/bin", "/usr/bin", "/usr/sbin", "/bin", "/sbin"];
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = string.Join(':', path),
            ["HOME"] = "/home/aura",
            ["USER"] = "aura",
            ["LOGNAME"] = "aura",
            ["SHELL"] = "/bin/bash",
            ["LANG"] = "C.UTF-8",
            ["NPM_CONFIG_PREFIX"] = "/home/aura/.npm-global",
            ["NPM_CONFIG_UPDATE_NOTIFIER"] = "false",
            ["NPM_CONFIG_FUND"] = "false",
        };
        if (File.Exists(CertificateBundle))
        {
            foreach (var name in CertificateVariables)
            {
                variables[name] = CertificateBundle;
            }
        }

        foreach (var (name, value) in NpmSettings().Concat(Proxies()).Where(setting => !HasCredentials(setting.Value)))
        {
            variables[name] = value;
        }

        return variables;
    }

    private static IEnumerable<KeyValuePair<string, string>> Proxies() =>
        from name in ProxyVariables
        let value = System.Environment.GetEnvironmentVariable(name)
        where !string.IsNullOrEmpty(value)
        select KeyValuePair.Create(name, value);

    // Only where packages come from, never a token: lines like "//host/:_authToken=" are not looked at.
    private static IEnumerable<KeyValuePair<string, string>> NpmSettings() =>
        from file in NpmFiles
        where File.Exists(file)
        from line in File.ReadLines(file)
        let parts = line.Split('=', 2, StringSplitOptions.TrimEntries)
        where parts.Length == 2 && parts[0] is "registry" or "proxy" or "https-proxy" or "noproxy"
        select KeyValuePair.Create($"NPM_CONFIG_{parts[0].Replace('-', '_').ToUpperInvariant()}", parts[1].Trim('"'));

    private static bool HasCredentials(string value) => value.Contains('@', StringComparison.Ordinal);
}
