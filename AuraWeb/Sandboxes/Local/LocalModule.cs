using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Network;
using AuraWeb.Sandboxes.Local.Runtime;
using AuraWeb.Sandboxes.Local.Storage;
using AuraWeb.Sandboxes.Local.Terminals;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuraWeb.Sandboxes.Local;

/// <summary>The embedded provider, <c>local</c>.</summary>
public static class LocalModule
{
    public static IServiceCollection AddLocalProvider(this IServiceCollection services)
    {
        services.AddOptions<LocalOptions>().BindConfiguration(LocalOptions.Section).ValidateOnStart();
        services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<LocalOptions>, LocalOptionsCheck>();
        services.AddSingleton<HostPrograms>().AddSingleton<HostToolchain>().AddSingleton<LocalPaths>().AddSingleton<UserRanges>();
        services.AddSingleton<Launcher>().AddSingleton<HelperCgroup>().AddSingleton<ContainerRuntime>().AddSingleton<ProcessSpec>();
        services.AddSingleton<OciConfig>().AddSingleton<RootFolder>().AddSingleton<ImageStore>().AddSingleton<ContentFolders>();
        services.AddSingleton<UserNetwork>().AddSingleton<NetworkPolicy>().AddSingleton<NamespaceSockets>();
        services.AddSingleton<SandboxGround>().AddSingleton<SandboxBoot>().AddSingleton<SandboxEnd>().AddSingleton<SandboxLifecycle>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TerminalStarter>().AddSingleton<SandboxParts>();
        services.AddSingleton<ISandboxProvider>(provider => new LocalSandboxProvider(
            provider.GetRequiredService<LocalPaths>(),
            provider.GetRequiredService<SandboxLifecycle>(),
            provider.GetRequiredService<SandboxParts>(),
            provider.GetRequiredService<ILogger<LocalSandboxProvider>>()));
        return services;
    }
}
