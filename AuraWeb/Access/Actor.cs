using AuraWeb.Identity;

namespace AuraWeb.Access;

/// <summary>What kind of party acts.</summary>
public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,

    /// <summary>A program with a personal access token.</summary>
    Token,

    /// <summary>Whoever holds a share of a preview.</summary>
    Share,

    /// <summary>AuraWeb itself: jobs and the reconciler.</summary>
    System,
}

/// <summary>Who does something. Every call through the door names one.</summary>
/// <param name="Kind">What kind of party it is.</param>
/// <param name="Id">Id of the user, token or share; <c>system</c> for AuraWeb itself.</param>
/// <param name="Name">Name as others see it.</param>
/// <param name="Email">E-mail address, for git's author; null where there is none.</param>
/// <param name="IsAdministrator">Whether this actor may enter every project.</param>
/// <param name="Scopes">What a token is limited to; empty means everything its role allows.</param>
public sealed record Actor(
    ActorKind Kind, string Id, string Name, string? Email, bool IsAdministrator, IReadOnlyList<string> Scopes)
{
    /// <summary>AuraWeb itself.</summary>
    public static Actor System { get; } = new(ActorKind.System, "system", "AuraWeb", null, IsAdministrator: true, []);

    /// <summary>A signed-in person.</summary>
    public static Actor Person(CurrentUser user) =>
        new(ActorKind.Person, user.Id, user.Name, user.Email, user.IsAdministrator, []);
}
