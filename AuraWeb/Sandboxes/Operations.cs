using AuraWeb.Access;

namespace AuraWeb.Sandboxes;

/// <summary>What the door notes of each operation.</summary>
internal static class Operations
{
    /// <summary>Whether it shows that a person or program uses the sandbox. Sockets note their own traffic.</summary>
    public static bool AreActivity(Operation operation) =>
        operation is Operation.ReadFiles or Operation.WriteFiles or Operation.Execute or Operation.UseTerminal or Operation.ChangeState;

    /// <summary>Whether it stands in the audit log. Reading and watching do not: they come by the thousand.</summary>
    public static bool AreAudited(Operation operation) =>
        operation is not (Operation.View or Operation.ReadFiles or Operation.WatchTerminal or Operation.ViewPreview);
}
