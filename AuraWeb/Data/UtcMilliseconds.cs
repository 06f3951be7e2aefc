using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AuraWeb.Data;

/// <summary>Stores a moment as Unix milliseconds: SQLite can neither compare nor order a <see cref="DateTimeOffset"/>.</summary>
public sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
