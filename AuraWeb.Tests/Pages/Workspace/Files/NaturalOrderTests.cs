using AuraWeb.Pages.Workspace.Files;

namespace AuraWeb.Tests.Pages.Workspace.Files;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Compare_NamesOfAFolder_AreAsPeopleOrderThem()
    {
        string[] expected = [".env", "a1b2", "a1b10", "A2", "app.ts", "file02", "file2", "file10", "README.md", "x99999999999999999998", "x99999999999999999999"];
        Assert.Equal(expected, expected.Reverse().Order(NaturalOrder.Instance));
    }
}
