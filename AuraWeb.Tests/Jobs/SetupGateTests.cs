using AuraWeb.Jobs;

namespace AuraWeb.Tests.Jobs;

public sealed class SetupGateTests
{
    private readonly SetupGate _gate = new();

    [Fact]
    public void TryEnter_WhileHeld_MakesTheHolderLookAgain()
    {
        Assert.True(_gate.TryEnter("a"));
        Assert.False(_gate.TryEnter("a"));
        Assert.True(_gate.TryEnter("b"));

        Assert.False(_gate.TryLeave("a"));
        Assert.True(_gate.IsHeld("a"));
        Assert.True(_gate.TryLeave("a"));
        Assert.False(_gate.IsHeld("a"));
    }

    [Fact]
    public void Leave_OfAJobThatIsShutDown_LetsTheNextIn()
    {
        _gate.TryEnter("a");
        _gate.TryEnter("a");

        _gate.Leave("a");

        Assert.True(_gate.TryEnter("a"));
        Assert.True(_gate.TryLeave("a"));
    }
}
