namespace AuraWeb.Tests.Previews;

/// <summary>What of a request reaches the app.</summary>
public sealed class PreviewRequestTests(PreviewFixture fixture) : PreviewTests(fixture)
{
    [Fact]
    [Trait("Case", "P5")]
    public async Task Request_WithForgedAndOwnHeaders_OnlyTheAppsArrive()
    {
        using var request = Request("/x", "a=1; b=\"x y\";c=%C3");
        foreach (var forged in new[] { "X-Forwarded-User", "X-Forwarded-For", "X_Forwarded_User", "Forwarded", "X-Aura-Actor", "Remote-User", "X-Real-IP" })
        {
            request.Headers.TryAddWithoutValidation(forged, "admin");
        }

        request.Headers.TryAddWithoutValidation("Authorization", "Bearer of-the-app");
        var seen = await TextAsync(request);
        Assert.DoesNotContain("admin", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("aura-preview", seen, StringComparison.Ordinal);
        Assert.Contains("Cookie: a=1; b=\"x y\";c=%C3\n", seen, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer of-the-app\n", seen, StringComparison.Ordinal);
        Assert.Contains("Host: localhost:5173\n", seen, StringComparison.Ordinal);
        Assert.Contains($"X-Forwarded-Host: {Address.Authority}\n", seen, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: http\n", seen, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", seen, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/@fs/a%2Fb/c%20d?x=%2f&y=[1]|2")]
    [InlineData("/a//b/./c/../d;e=f")]
    [InlineData("/%F0%9F%8E%89?")]
    public async Task Request_AnyTarget_ArrivesAsItWas(string target)
    {
        using var request = Request("/");
        request.RequestUri = new Uri(Origin + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        Assert.StartsWith($"GET {target}\n", await TextAsync(request), StringComparison.Ordinal);
    }
}
