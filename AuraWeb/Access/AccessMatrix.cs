using System.Collections.Frozen;

namespace AuraWeb.Access;

/// <summary>The matrix role × operation, as one table. Every operation has a row: one without is refused to all.</summary>
public static class AccessMatrix
{
    private static readonly FrozenDictionary<Operation, Role> LeastRole = new Dictionary<Operation, Role>
    {
        [Operation.View] = Role.Viewer,
        [Operation.ReadFiles] = Role.Viewer,
        [Operation.WatchTerminal] = Role.Viewer,
        [Operation.ViewPreview] = Role.Viewer,
        [Operation.WriteFiles] = Role.Editor,
        [Operation.Execute] = Role.Editor,
        [Operation.UseTerminal] = Role.Editor,
        [Operation.ChangeState] = Role.Editor,
        [Operation.SetUp] = Role.Editor,
        [Operation.Rename] = Role.Owner,
        [Operation.Manage] = Role.Owner,
        [Operation.Delete] = Role.Owner,
    }.ToFrozenDictionary();

    /// <summary>Whether a member with <paramref name="role"/> may do <paramref name="operation"/>.</summary>
    public static bool Allows(Role role, Operation operation) =>
        LeastRole.TryGetValue(operation, out var least) && role >= least;
}
