namespace AuraWeb.E2E;

public sealed class PlaceholderTests
{
    [Fact]
    public void Solution_Builds() => Assert.True(true);
}
