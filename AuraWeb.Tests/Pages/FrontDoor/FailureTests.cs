using System.Net;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Pages.FrontDoor;

/// <summary>What somebody sees when AuraWeb itself is at fault.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task Failure_OfAPage_SaysWhatIsSafeAndGivesAReference()
    {
        await using var app = new AuraApp();
        await BreakAsync(app);
        using var client = app.Visitor();

        using var response = await client.GetAsync("/account/first?code=secret-canary");
        var page = await client.ReadAsync(response);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("Something broke on our side", page.QuerySelector("h1")!.TextContent);
        Assert.Matches("^[0-9A-F]{4}-[0-9A-F]{4}$", page.QuerySelector(".problem-reference code")!.TextContent);
        Assert.DoesNotContain("canary", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Sqlite", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Failure_OfAFragment_IsNoPage()
    {
        await using var app = new AuraApp();
        await BreakAsync(app);
        using var client = app.Visitor();

        using var response = await client.SendAsync(HttpMethod.Get, "/account/first?code=x", ("HX-Request", "true"), ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("<html", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    private static async Task BreakAsync(AuraApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync("DROP TABLE OneTimeLinks");
    }
}
