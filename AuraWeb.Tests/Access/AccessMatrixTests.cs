using AuraWeb.Access;

namespace AuraWeb.Tests.Access;

public sealed class AccessMatrixTests
{
    [Fact]
    public void Allows_EveryOperation_HasARowThatTheOwnerPasses() =>
        Assert.All(Enum.GetValues<Operation>(), operation => Assert.True(AccessMatrix.Allows(Role.Owner, operation)));

    [Theory]
    [InlineData(Operation.View)]
    [InlineData(Operation.ReadFiles)]
    [InlineData(Operation.WatchTerminal)]
    [InlineData(Operation.ViewPreview)]
    public void Allows_ViewerReadsAndWatches(Operation operation) => Assert.True(AccessMatrix.Allows(Role.Viewer, operation));

    [Theory]
    [InlineData(Operation.WriteFiles)]
    [InlineData(Operation.Execute)]
    [InlineData(Operation.UseTerminal)]
    [InlineData(Operation.ChangeState)]
    [InlineData(Operation.SetUp)]
    public void Allows_EditorWorks_ViewerDoesNot(Operation operation)
    {
        Assert.True(AccessMatrix.Allows(Role.Editor, operation));
        Assert.False(AccessMatrix.Allows(Role.Viewer, operation));
    }

    [Theory]
    [InlineData(Operation.Rename)]
    [InlineData(Operation.Manage)]
    [InlineData(Operation.Delete)]
    public void Allows_OnlyTheOwnerManages(Operation operation) => Assert.False(AccessMatrix.Allows(Role.Editor, operation));
}
