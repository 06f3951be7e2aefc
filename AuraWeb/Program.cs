using AuraWeb.Access;
using AuraWeb.Audit;
using AuraWeb.Data;
using AuraWeb.Events;
using AuraWeb.Hosting;
using AuraWeb.Identity;
using AuraWeb.Jobs;
using AuraWeb.Pages;
using AuraWeb.Pages.FrontDoor;
using AuraWeb.Previews;
using AuraWeb.Projects;
using AuraWeb.Sandboxes;
using AuraWeb.Templating;
using AuraWeb.Terminals;

if (AuraCommands.Find(args) is { } command)
{
    return await command.RunAsync();
}

return await AuraHost.RunAsync(
    args,
    services => services.AddAccess().AddAudit().AddSandboxes().AddIdentityFeature().AddTemplating().AddProjects().AddTerminals().AddPreviews().AddEvents().AddJobs().AddPages(),
    app => app.UsePreviews().UseFrontDoor().MapTerminals().MapEvents().MapJobs().MapPages());
