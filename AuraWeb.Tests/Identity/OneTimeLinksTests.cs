using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AuraWeb.Tests.Identity;

/// <summary>Links over a real database file.</summary>
public sealed class OneTimeLinksTests : IAsyncLifetime
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private DataFolder _folder = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_Twice_SucceedsOnce()
    {
        var code = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));

        Assert.True(await TakeAsync(code));
        Assert.False(await TakeAsync(code));
    }

    [Fact]
    public async Task TakeAsync_ByManyAtOnce_SucceedsOnce()
    {
        var code = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TakeAsync(code))));

        Assert.Single(taken, won => won);
    }

    [Fact]
    public async Task TakeAsync_AfterADay_IsRefused()
    {
        var code = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));
        _clock.Advance(OneTimeLinks.Lifetime - TimeSpan.FromSeconds(1));
        Assert.True(await WithAsync(links => links.IsGoodAsync(LinkPurpose.Administrator, code, Ct)));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await TakeAsync(code));
    }

    [Fact]
    public async Task TakeAsync_OfAnOlderLink_IsRefused()
    {
        var older = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));
        var newer = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));

        Assert.False(await TakeAsync(older));
        Assert.True(await TakeAsync(newer));
    }

    [Fact]
    public async Task CreateAsync_OfACode_KeepsItNowhere()
    {
        var code = await WithAsync(links => links.CreateAsync(LinkPurpose.Administrator, Ct));

        Assert.True(code.Length >= 22, "128 bits need 22 characters of base64");
        await using var db = await _services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync(Ct);
        Assert.DoesNotContain(code, (await db.Set<OneTimeLink>().SingleAsync(Ct)).CodeHash, StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask InitializeAsync()
    {
        _folder = DataFolder.TryOpen(_path)!;
        _services = new ServiceCollection().AddLogging().AddData(_folder).AddSingleton<TimeProvider>(_clock).AddScoped<OneTimeLinks>().BuildServiceProvider();
        await _services.MigrateAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }

    private Task<bool> TakeAsync(string code) => WithAsync(links => links.TakeAsync(LinkPurpose.Administrator, code, Ct));

    private async Task<T> WithAsync<T>(Func<OneTimeLinks, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<OneTimeLinks>());
    }
}
