namespace AuraWeb.Previews;

/// <summary>What a preview's cookie holds: that one person may see one preview host until a moment.</summary>
/// <param name="UserId">The person.</param>
/// <param name="SecurityStamp">The person's stamp when it was granted: a changed password or a sign-out everywhere ends it.</param>
/// <param name="SandboxId">The sandbox.</param>
/// <param name="Host">The preview's host name, without a port.</param>
/// <param name="Home">AuraWeb's origin, as the person's browser knows it.</param>
/// <param name="IsFramed">Whether it was granted to a page in a frame of AuraWeb. Its cookie is partitioned, so it is only sent from there.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record PreviewGrant(
    string UserId, string SecurityStamp, string SandboxId, string Host, string Home, bool IsFramed, DateTimeOffset ExpiresAt);
