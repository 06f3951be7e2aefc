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
    /// <summary>Checks one operation. Administrators and AuraWeb itself may do everything.</summary>
    public async Task<AccessDecision> CheckAsync(Actor actor, string projectId, Operation operation, CancellationToken ct)
    {
        if (actor.IsAdministrator)
        {
            return AccessDecision.Allowed;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var role = await db.Set<Membership>()
            .Where(m => m.ProjectId == projectId && m.UserId == actor.Id)
            .Select(m => (Role?)m.Role)
            .SingleOrDefaultAsync(ct);

        return role is null ? AccessDecision.Hidden
            : AccessMatrix.Allows(role.Value, operation) ? AccessDecision.Allowed
            : AccessDecision.Forbidden;
    }
}
