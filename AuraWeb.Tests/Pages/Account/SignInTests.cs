using System.Net;
using AuraWeb.Audit;
using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuraWeb.Tests.Pages.Account;

/// <summary>Signing in, and failing to.</summary>
public sealed class SignInTests(AuraApp app) : IClassFixture<AuraApp>
{
    private const string NoMatch = "That email and password do not match.";

    [Fact]
    public async Task SignIn_WithTheEmailInOtherCase_Succeeds()
    {
        await app.CreateUserAsync("First.Last@Example.com");
        using var client = app.Visitor();

        using var response = await client.SignInAsync("first.last@example.COM");

        Assert.Equal("/projects", response.Headers.Location?.OriginalString);
        var cookie = client.Cookies.GetAllCookies().Single(c => c.Name.StartsWith("aura-session-", StringComparison.Ordinal));
        Assert.True(cookie.HttpOnly);
    }

    [Fact]
    public async Task SignIn_WithAWrongPasswordOrAnUnknownEmail_SaysTheSame()
    {
        var user = await app.CreateUserAsync("known@example.org");
        Assert.Equal(NoMatch, await FailAsync(user.Email!, "not the password"));
        Assert.Equal(NoMatch, await FailAsync("unknown@example.org", "not the password"));
    }

    [Fact]
    public async Task SignIn_AfterFiveFailures_IsLockedForTheRightPasswordToo()
    {
        var user = await app.CreateUserAsync("locked@example.org");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(NoMatch, await FailAsync(user.Email!, "not the password"));
        }

        Assert.Equal(NoMatch, await FailAsync(user.Email!, AuraApp.Password));
    }

    [Fact]
    public async Task SignIn_ManyTimes_HasToWait()
    {
        await using var strict = new AuraApp(new() { ["Accounts:TriesPerEmail"] = "3" });
        using var client = strict.Visitor();
        for (var i = 0; i < 3; i++)
        {
            using var refused = await client.SignInAsync("guess@example.org", "not the password");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using var throttled = await client.SignInAsync("Guess@example.org", "not the password");
        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        using var another = await client.SignInAsync("another@example.org", "not the password");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, another.StatusCode);
    }

    [Theory]
    [Trait("Case", "X7")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task SignIn_WithAnAddressElsewhere_LandsInside(string returnUrl)
    {
        var user = await app.CreateUserAsync($"{RandomId.New()}@example.org");
        using var client = app.Visitor();

        using var response = await client.SignInAsync(user.Email!, returnUrl: returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/projects", response.Headers.Location?.OriginalString);
    }

    [Fact]
    [Trait("Case", "X7")]
    public async Task SignIn_WithAnAddressOfOurs_GoesThere()
    {
        var user = await app.CreateUserAsync($"{RandomId.New()}@example.org");
        using var client = app.Visitor();

        using var response = await client.SignInAsync(user.Email!, returnUrl: "/projects/abc?tab=1");

        Assert.Equal("/projects/abc?tab=1", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignIn_OfEitherEnd_IsWrittenDown()
    {
        var user = await app.CreateUserAsync("audited@example.org");
        await FailAsync(user.Email!, "not the password");
        using var client = app.Visitor();
        using var response = await client.SignInAsync(user.Email!);

        var entries = await EntriesAsync(user.Id, user.Email!, count: 2);

        Assert.Equal(["REFUSED", "OK"], entries.Select(entry => entry.Result));
    }

    [Fact]
    public async Task SignOut_OfASession_EndsIt()
    {
        using var client = await app.SignedInAsync();
        using (var seen = await client.SendAsync(HttpMethod.Get, "/account/sign-out"))
        {
            using var still = await client.GetAsync("/projects");
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }

        using var response = await client.PostAsync("/account/sign-out");

        Assert.Equal("/account/sign-in", response.Headers.Location?.OriginalString);
        using var after = await client.GetAsync("/projects");
        Assert.Equal("/account/sign-in", after.Headers.Location?.AbsolutePath());
    }

    private async Task<string?> FailAsync(string email, string password)
    {
        using var client = app.Visitor();
        using var response = await client.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return (await client.ReadAsync(response)).QuerySelector("[role=alert]")?.TextContent.Trim();
    }

    // The log is written in batches, soon after.
    private async Task<List<AuditEntry>> EntriesAsync(string userId, string email, int count)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        while (true)
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<AuraDbContext>>().CreateDbContextAsync();
            var entries = await db.Set<AuditEntry>().Where(e => e.Action == "SignIn" && (e.Actor == $"Person:{userId}" || e.ActorName == email)).OrderBy(e => e.Id).ToListAsync();
            if (entries.Count >= count || DateTimeOffset.UtcNow > deadline)
            {
                return entries;
            }

            await Task.Delay(50);
        }
    }
}
