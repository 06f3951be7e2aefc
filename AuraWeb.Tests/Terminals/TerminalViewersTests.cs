using AuraWeb.Terminals;

namespace AuraWeb.Tests.Terminals;

/// <summary>The viewers of a terminal at its end.</summary>
public sealed class TerminalViewersTests
{
    [Fact]
    public void Remove_AfterTheTerminalWasGivenUp_IsQuiet()
    {
        var viewers = new TerminalViewers(new OutputRing(), TimeProvider.System);
        var viewer = new TerminalViewer(mayType: true);
        viewers.Add(viewer, since: null);
        viewers.Dispose();
        viewers.Remove(viewer);
        Assert.NotNull(viewers.EmptySince);
    }
}
