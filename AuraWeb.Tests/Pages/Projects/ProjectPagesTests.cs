using System.Net;
using AuraWeb.Projects;
using AuraWeb.Tests.Projects;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Tests.Pages.Projects;

public sealed class ProjectPagesTests
{
    [Fact]
    public async Task Index_WithoutProjects_OffersToMakeOne()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        using var olga = new PageBrowser(app, "olga");

        var (status, page) = await olga.GetAsync("/projects");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(page.QuerySelector("a[href='/projects/new']"));
    }

    [Fact]
    public async Task Index_ByHtmx_IsTheListAlone()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        await app.CreateAsync("Notes", "node-ts");
        await app.CreateAsync("Other", "node-ts");
        using var olga = new PageBrowser(app, "olga");

        var (_, page) = await olga.GetAsync("/projects?filter=not", htmx: true);

        Assert.Null(page.QuerySelector("h1"));
        Assert.Equal("Notes", Assert.Single(page.QuerySelectorAll("[data-testid=project] h3")).TextContent.Trim());
    }

    [Fact]
    public async Task Index_NameWithMarkup_StaysText()
    {
        const string Name = "<img src=x onerror=alert(1)> \" hx-get=\"/x";
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync(Name, "node-ts");
        using var olga = new PageBrowser(app, "olga");

        foreach (var address in new[] { "/projects", $"/projects/{id}/settings" })
        {
            var (_, page) = await olga.GetAsync(address);
            Assert.Empty(page.QuerySelectorAll("img, [hx-get='/x']"));
            Assert.Contains(Name, page.Body!.TextContent, StringComparison.Ordinal);
        }

        var (_, setup) = await olga.GetAsync($"/projects/{id}/setup", htmx: true);
        Assert.Empty(setup.QuerySelectorAll("img, [hx-get='/x']"));
    }

    [Fact]
    public async Task New_GoodForm_MakesTheProjectAndLeadsToIt()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        using var olga = new PageBrowser(app, "olga");

        var (status, location, _) = await olga.SubmitAsync(
            "/projects/new", "main form, form.new-form", ("Form.Name", "Notes"), ("Form.Template", "node-ts"), ("Parameters.greeting", "Hi"));

        Assert.Equal(HttpStatusCode.Redirect, status);
        var project = Assert.Single(await app.Get<ProjectQueries>().ListAsync(ProjectApp.Olga, false, CancellationToken.None));
        Assert.Equal($"/projects/{project.Id}", location);
        await using var db = await app.ContextAsync();
        Assert.Equal("""{"greeting":"Hi"}""", (await db.Set<Project>().SingleAsync(CancellationToken.None)).Parameters);
    }

    [Fact]
    public async Task New_NameThatIsTaken_SaysSoAndLinksToIt()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var olga = new PageBrowser(app, "olga");

        var (status, _, page) = await olga.SubmitAsync("/projects/new", "form.new-form", ("Form.Name", "notes"), ("Form.Template", "react-ts"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotNull(page.QuerySelector($"[role=alert] a[href='/projects/{id}']"));
        Assert.NotNull(page.QuerySelector("input[value=react-ts][checked]"));
        Assert.Equal("notes", page.QuerySelector("input[name='Form.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task New_ByHtmx_GivesTheFieldsOfTheTemplate()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        using var olga = new PageBrowser(app, "olga");

        var (_, node) = await olga.GetAsync("/projects/new?Form.Template=node-ts", htmx: true);
        var (_, react) = await olga.GetAsync("/projects/new?Form.Template=react-ts", htmx: true);

        Assert.NotNull(node.QuerySelector("#template-parameters input[name='Parameters.greeting']"));
        Assert.Empty(react.QuerySelectorAll("#template-parameters input"));
    }

    [Fact]
    public async Task New_BrokenTemplate_IsShownToAnAdministratorOnly()
    {
        await using var app = await ProjectApp.StartAsync(
            withSandboxes: false, templates => templates.Add("good").AddYaml("wrong", "name: X\n port: 1\n"), withPages: true);
        using var olga = new PageBrowser(app, "olga");
        using var root = new PageBrowser(app, "root");

        var (_, member) = await olga.GetAsync("/projects/new");
        var (_, administrator) = await root.GetAsync("/projects/new");

        Assert.Single(member.QuerySelectorAll("input[name='Form.Template']"));
        Assert.DoesNotContain("wrong/template.yaml", member.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("wrong/template.yaml, line 2", administrator.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAddress_OfAStranger_IsNotFound()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var vera = new PageBrowser(app, "vera");
        var token = await vera.TokenAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await vera.GetAsync($"/projects/{id}/settings")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await vera.GetAsync($"/projects/{id}/setup", htmx: true)).Status);
        foreach (var address in new[]
        {
            $"/projects?handler=Start&id={id}", $"/projects?handler=Stop&id={id}", $"/projects/{id}/setup?handler=Cancel", $"/projects/{id}/setup?handler=Retry",
            $"/projects/{id}/settings?handler=Rename", $"/projects/{id}/settings?handler=Delete",
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await vera.PostAsync(address, new(token) { ["Name"] = "x", ["ConfirmedName"] = "Notes" })).Status);
        }

        Assert.Equal("Notes", (await app.ViewAsync(id)).Name);
    }

    [Fact]
    public async Task EveryAddress_OfAVisitor_AsksToSignIn()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var visitor = new PageBrowser(app, null);

        foreach (var address in new[] { "/projects", "/projects/new", $"/projects/{id}/settings", $"/projects/{id}/setup" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(address)).Status);
        }
    }

    [Fact]
    public async Task Post_WithoutToken_IsRefused()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var olga = new PageBrowser(app, "olga");

        Assert.Equal(HttpStatusCode.BadRequest, (await olga.PostAsync($"/projects/{id}/setup?handler=Cancel", [])).Status);
    }

    [Fact]
    public async Task Settings_RenameAndDelete_AskForTheName()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var olga = new PageBrowser(app, "olga");
        var settings = $"/projects/{id}/settings";

        Assert.Equal(HttpStatusCode.Redirect, (await olga.SubmitAsync(settings, "form.inline-form", ("Name", "Plans"))).Status);
        var (refused, _, page) = await olga.SubmitAsync(settings, "dialog form", ("ConfirmedName", "Notes"));
        var (deleted, location, _) = await olga.SubmitAsync(settings, "dialog form", ("ConfirmedName", "Plans"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.Contains("“Plans”", page.QuerySelector("#delete-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/projects"), (deleted, location));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync(settings)).Status);
    }

    [Fact]
    public async Task Setup_WhileUnderWayThenCancelled_ShowsStepsAndWhatCanBeDone()
    {
        await using var app = await ProjectApp.StartAsync(withSandboxes: false, withPages: true);
        var id = await app.CreateAsync("Notes", "node-ts");
        using var olga = new PageBrowser(app, "olga");

        var (_, before) = await olga.GetAsync($"/projects/{id}/setup", htmx: true);
        var cancel = await olga.PostAsync($"/projects/{id}/setup?handler=Cancel", await olga.TokenAsync());
        var (_, after) = await olga.GetAsync($"/projects/{id}/setup", htmx: true);

        Assert.Equal(3, before.QuerySelectorAll("[data-testid=setup-step]").Length);
        Assert.NotNull(before.QuerySelector("#provisioning[hx-trigger]"));
        Assert.Contains(before.QuerySelectorAll("button"), button => button.TextContent.Trim() == "Cancel");
        Assert.Equal($"/projects/{id}", cancel.Location);
        Assert.Null(after.QuerySelector("#provisioning[hx-trigger]"));
        Assert.Contains(after.QuerySelectorAll("button"), button => button.TextContent.Trim() == "Create again");
    }
}
