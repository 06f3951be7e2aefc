namespace AuraWeb.Events;

/// <summary>Events.</summary>
public static class EventsModule
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services;

    public static WebApplication MapEvents(this WebApplication app) => app;
}
