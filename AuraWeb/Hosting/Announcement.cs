using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace AuraWeb.Hosting;

/// <summary>
/// Says where AuraWeb is, once it answers; and while nobody administers it, the link that makes the first administrator: a new one
/// at each start, so that the last one printed is the one that works.
/// </summary>
internal sealed class Announcement(
    IServer server, IServiceScopeFactory scopes, DataFolder folder, IOptions<PublicAddress> options, TextWriter output) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = OwnAddress.Of(options.Value, server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);
        await OwnAddress.WriteAsync(folder.Path, address, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Administrators>().NewFirstCodeAsync(cancellationToken) is { } code)
        {
            await output.WriteLineAsync($"First administrator: {OwnAddress.LinkOf(address, code)}");
        }

        await output.WriteLineAsync($"AuraWeb is running at {address}");
        await output.FlushAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
