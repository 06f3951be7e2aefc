using AuraWeb.Hosting;
using AuraWeb.Sandboxes.Local.Host;

namespace AuraWeb.Tests.Hosting;

public sealed class DoctorCommandTests
{
    [Fact]
    public void Find_Doctor_IsTheCommand()
    {
        Assert.IsType<DoctorCommand>(AuraCommands.Find(["doctor"]));
        Assert.IsType<DoctorCommand>(AuraCommands.Find(["doctor", "--json"]));
    }

    [Fact]
    public void Check_WhatIsNotWhole_ComesWithAdvice() =>
        Assert.All(
            new HostCheck(new HostPrograms(), new LocalOptions { Runtime = "no-such-runtime" }).Run(),
            finding => Assert.Equal(finding.Level == FindingLevel.Ok, finding.Advice is null));

    [Fact]
    public void Check_RuntimeThatIsNotInstalled_IsMissing() =>
        Assert.Contains(
            new HostCheck(new HostPrograms(), new LocalOptions { Runtime = "no-such-runtime" }).Run(),
            finding => finding is { Name: "no-such-runtime", Level: FindingLevel.Missing });
}
