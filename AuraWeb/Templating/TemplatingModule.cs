namespace AuraWeb.Templating;

/// <summary>Templates and what makes files of them.</summary>
public static partial class TemplatingModule
{
    /// <summary>Adds the templates that travel beside the program.</summary>
    public static IServiceCollection AddTemplating(this IServiceCollection services)
    {
        services.AddSingleton(_ => new TemplateCatalog(Path.Combine(AppContext.BaseDirectory, "templates")));
        services.AddHostedService<ReportAtStart>();
        return services;
    }

    /// <summary>Has the templates read when AuraWeb starts: a fault is in the log before somebody misses the template.</summary>
    private sealed partial class ReportAtStart(TemplateCatalog catalog, ILogger<TemplateCatalog> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var fault in catalog.Faults)
            {
                Log.Broken(logger, fault.TemplateId, fault);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Error, Message = "The template {TemplateId} is off. {Fault}")]
            public static partial void Broken(ILogger logger, string templateId, TemplateFault fault);
        }
    }
}
