using AuraWeb.Data;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Access;

/// <summary>What the access check found.</summary>
public enum AccessDecision
{
    /// <summary>The actor may.</summary>
    Allowed,

    /// <summary>The actor is a member but their role does not reach; say so.</summary>
    Forbidden,

    /// <summary>The actor is no member: to them the project does not exist.</summary>
    Hidden,
}

/// <summary>Answers whether an actor may do an operation in a project.</summary>
public sealed class ProjectAccess(IDbContextFactory<AuraDbContext> contexts)
{
    private static readonly Func<AuraDbContext, string, string, CancellationToken, Task<Role?>> RoleOf = EF.CompileAsyncQuery(
        (AuraDbContext db, string projectId, string userId, CancellationToken ct) => db.Set<Membership>()
            .Where(member => member.ProjectId == projectId && member.UserId == userId)
            .Select(member => (Role?)member.Role)
            .SingleOrDefault());

    /// <summary>Checks one operation. Administrators and AuraWeb itself may do everything.</summary>
    public async Task<AccessDecision> CheckAsync(Actor actor, string projectId, Operation operation, CancellationToken ct)
    {
        if (actor.IsAdministrator)
        {
            return AccessDecision.Allowed;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var role = await RoleOf(db, projectId, actor.Id, ct);
        return role is null ? AccessDecision.Hidden
            : AccessMatrix.Allows(role.Value, operation) ? AccessDecision.Allowed
            : AccessDecision.Forbidden;
    }
}
