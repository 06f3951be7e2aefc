namespace AuraWeb.Access;

/// <summary>What a member is in a project. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads files, watches terminals, sees previews.</summary>
    Viewer,

    /// <summary>Does everything with files, terminals, previews, start and stop.</summary>
    Editor,

    /// <summary>Also changes members, limits, shares, and deletes.</summary>
    Owner,
}
