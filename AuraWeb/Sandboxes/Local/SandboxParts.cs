using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Network;
using AuraWeb.Sandboxes.Local.Runtime;
using AuraWeb.Sandboxes.Local.Storage;
using AuraWeb.Sandboxes.Local.Terminals;

namespace AuraWeb.Sandboxes.Local;

/// <summary>Makes the parts of a running sandbox that the provider gives out.</summary>
internal sealed class SandboxParts(
    LocalPaths paths, ContainerRuntime runtime, ProcessSpec specs, NamespaceSockets sockets, ContentFolders folders, TerminalStarter terminals)
{
    public ISandboxFiles Files(string id) => folders.FilesOf(id);

    public ISandboxCommands Commands(string id) => new LocalCommands(id, paths, runtime, specs);

    public ISandboxTerminals Terminals(string id) => new LocalSandboxTerminals(id, paths, terminals);

    public ISandboxPorts Ports(string id) => new LocalPorts(id, paths, sockets);
}
