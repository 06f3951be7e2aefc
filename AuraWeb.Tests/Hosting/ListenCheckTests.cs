using AuraWeb.Hosting;
using Microsoft.Extensions.Configuration;

namespace AuraWeb.Tests.Hosting;

public sealed class ListenCheckTests
{
    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:0;http://[::1]:0", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://localhost:5080;http://192.0.2.7:5080", false)]
    public void Refusal_WithoutAPublicAddress_LetsOnlyTheLoopback(string urls, bool allowed)
    {
        var refusal = ListenCheck.Refusal(Configuration(("urls", urls)));

        Assert.Equal(allowed, refusal is null);
        if (!allowed)
        {
            Assert.All(["AURA_PUBLIC_URL", "localhost", "domain", "ports"], word => Assert.Contains(word, refusal, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Refusal_WithAPublicAddress_LetsEveryAddress() =>
        Assert.Null(ListenCheck.Refusal(Configuration(("urls", "http://0.0.0.0:5080"), ("AURA_PUBLIC_URL", "https://aura.example.org"))));

    [Fact]
    public void Refusal_OfAnEndpointInTheConfiguration_IsGivenToo() =>
        Assert.NotNull(ListenCheck.Refusal(Configuration(("Kestrel:Endpoints:Web:Url", "http://0.0.0.0:80"))));

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
