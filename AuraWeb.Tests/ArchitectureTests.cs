using AuraWeb.Data;
using AuraWeb.Tests.Architecture;

namespace AuraWeb.Tests;

/// <summary>Holds the direction of the arrows in docs/architecture.md.</summary>
public sealed class ArchitectureTests
{
    private static readonly IReadOnlyCollection<TypeUse> Uses = TypeUses.Of(typeof(DataFolder).Assembly.Location);

    [Fact]
    public void Layers_OfEveryType_NameOnlyThoseBelow()
    {
        Assert.Empty(Layers.WithoutLayer(Uses, "AuraWeb"));
        Assert.Empty(Layers.GoingUp(Uses, "AuraWeb"));
    }

    [Fact]
    public void HttpContext_IsNamedOnlyWhereRequestsArrive() => OnlyIn(
        used => used == "Microsoft.AspNetCore.Http.HttpContext",
        // Previews is one middleware, in several small types: a proxy has nothing but requests.
        user => In(user, "AuraWeb.Pages", "AuraWeb.Previews", "AuraWeb.Api", "AspNetCoreGeneratedDocument")
            || user == "AuraWeb.Identity.CurrentUser"
            || user.EndsWith("Middleware", StringComparison.Ordinal)
            || user.EndsWith("Endpoint", StringComparison.Ordinal) || user.EndsWith("Endpoints", StringComparison.Ordinal)
            || user.EndsWith("Module", StringComparison.Ordinal));

    [Fact]
    public void Hangfire_IsNamedOnlyByJobsAndAdminPages() => OnlyIn(
        used => In(used, "Hangfire"),
        user => In(user, "AuraWeb.Jobs", "AuraWeb.Pages.Admin") || user == "Program");

    [Fact]
    public void LocalProvider_IsNamedOnlyByItsRegistration() => OnlyIn(
        used => In(used, "AuraWeb.Sandboxes.Local"),
        user => In(user, "AuraWeb.Sandboxes.Local", "AuraWeb.Hosting") || user is "AuraWeb.Sandboxes.SandboxesModule" or "Program");

    [Fact]
    public void Providers_AreResolvedOnlyInSandboxes() => OnlyIn(
        used => used is "AuraWeb.Sandboxes.ISandboxProvider" or "AuraWeb.Sandboxes.SandboxProviders" or "AuraWeb.Sandboxes.SandboxRuntime",
        user => In(user, "AuraWeb.Sandboxes"));

    [Theory]
    [InlineData("Inherits")]
    [InlineData("InField")]
    [InlineData("InBody")]
    [InlineData("InClosure")]
    [InlineData("InGenericCall")]
    [InlineData("InCatch")]
    [InlineData("InAttribute")]
    public void Layers_OfATypeThatNamesOneAbove_AreReported(string type)
    {
        const string root = "AuraWeb.Tests.Architecture.Example";
        var found = Layers.GoingUp(TypeUses.Of(typeof(ArchitectureTests).Assembly.Location), root);

        Assert.Contains(found, line => line.StartsWith($"{root}.Data.{type} names {root}.Pages.Above", StringComparison.Ordinal));
        Assert.DoesNotContain(found, line => line.Contains("Innocent", StringComparison.Ordinal));
    }

    private static void OnlyIn(Func<string, bool> used, Func<string, bool> allowed) =>
        Assert.Empty(Uses.Where(use => used(use.Used) && !allowed(use.User)).Select(use => $"{use.User} names {use.Used}").Distinct().Order());

    private static bool In(string type, params ReadOnlySpan<string> namespaces)
    {
        foreach (var name in namespaces)
        {
            if (type.StartsWith(name + ".", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
