using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuraWeb.E2E.Harness;
using Microsoft.Data.Sqlite;

namespace AuraWeb.Bench;

/// <summary>A running AuraWeb with an administrator who is signed in, and a project to measure in.</summary>
public sealed class BenchContext : IAsyncDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    private string? _token;
    private Task<string>? _shared;

    private BenchContext(AuraProcess aura)
    {
        Aura = aura;
        Http = new HttpClient(_handler) { BaseAddress = aura.Address, Timeout = TimeSpan.FromMinutes(3) };
        Http.DefaultRequestHeaders.Add("Origin", aura.Address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The process.</summary>
    public AuraProcess Aura { get; }

    /// <summary>A client with the administrator's session.</summary>
    public HttpClient Http { get; }

    /// <summary>The session's cookies, for sockets.</summary>
    public string Cookies => _handler.CookieContainer.GetCookieHeader(Aura.Address);

    /// <summary>Starts AuraWeb on a new data folder and claims the first link.</summary>
    public static async Task<BenchContext> StartAsync(CancellationToken ct)
    {
        var context = new BenchContext(await AuraProcess.StartAsync());
        await context.SubmitAsync(context.Aura.FirstLink!, new()
        {
            ["Form.Name"] = Credentials.Administrator.Name,
            ["Form.Email"] = Credentials.Administrator.Email,
            ["Form.Password"] = Credentials.Administrator.Password,
        }, ct);
        return context;
    }

    /// <summary>Opens a page and submits its main form with these fields set, as a browser would.</summary>
    /// <returns>Where the answer led.</returns>
    public async Task<Uri> SubmitAsync(Uri page, Dictionary<string, string> fields, CancellationToken ct)
    {
        var form = await ReadFormAsync(page, ct);
        foreach (var (name, value) in fields)
        {
            form.Values[name] = value;
        }

        return await PostFormAsync(form, ct);
    }

    /// <summary>Reads the form of a page: the one whose action contains <paramref name="action"/>, or the first of its main part.</summary>
    public async Task<PageForm> ReadFormAsync(Uri page, CancellationToken ct, string? action = null)
    {
        var html = await new HtmlParser().ParseDocumentAsync(await Http.GetStreamAsync(page, ct), ct);
        var selector = action is null ? "main form[method=post]" : $"form[method=post][action*='{action}']";
        var form = html.QuerySelector(selector) as IHtmlFormElement ?? throw new InvalidOperationException($"{page.AbsolutePath} has no form.");
        var values = form.Elements.OfType<IHtmlInputElement>()
            .Where(input => input.Name is not null && (input.Type is not ("radio" or "checkbox") || input.IsChecked))
            .ToDictionary(input => input.Name!, input => input.Value, StringComparer.Ordinal);
        return new(form.GetAttribute("action") is { Length: > 0 } named ? new Uri(Aura.Address, named) : page, values);
    }

    /// <summary>Submits a form.</summary>
    /// <returns>Where the answer leads; it is not followed.</returns>
    public async Task<Uri> PostFormAsync(PageForm form, CancellationToken ct)
    {
        using var content = new FormUrlEncodedContent(form.Values);
        using var answer = await Http.PostAsync(form.Action, content, ct);
        return answer.Headers.Location is { } location
            ? new Uri(Aura.Address, location)
            : throw new InvalidOperationException($"{form.Action.AbsolutePath} answered {answer.StatusCode} and led nowhere.");
    }

    /// <summary>Joins a terminal's socket.</summary>
    public async Task<ClientWebSocket> ConnectTerminalAsync(string sandboxId, string terminalId, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", Cookies);
        socket.Options.SetRequestHeader("Origin", Aura.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new Uri($"ws://{Aura.Address.Authority}/ws/sandboxes/{sandboxId}/terminals/{terminalId}"), ct);
        return socket;
    }

    /// <summary>Deletes a project and waits until nothing of its sandbox is left.</summary>
    public async Task DeleteProjectAsync(string projectId, string name, CancellationToken ct)
    {
        var form = await ReadFormAsync(new Uri(Aura.Address, $"projects/{projectId}/settings"), ct, "Delete");
        form.Values["ConfirmedName"] = name;
        await PostFormAsync(form, ct);
        while (await QueryAsync("select Id from Sandboxes where ProjectId = $project", projectId, ct) is not null)
        {
            await Task.Delay(50, ct);
        }
    }

    /// <summary>Id of one sandbox that is set up, for all that need no fresh one.</summary>
    public Task<string> SharedSandboxAsync(CancellationToken ct) => _shared ??= MakeAsync(ct);

    private async Task<string> MakeAsync(CancellationToken ct) =>
        await SandboxOfAsync(await CreateProjectAsync("bench", "node-ts", ct), setUp: true, ct);

    /// <summary>Makes a project of a template.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateProjectAsync(string name, string template, CancellationToken ct)
    {
        var page = await SubmitAsync(new Uri(Aura.Address, "projects/new"), new() { ["Form.Name"] = name, ["Form.Template"] = template }, ct);
        return page.Segments[2].TrimEnd('/');
    }

    /// <summary>Id of a project's sandbox, once it runs and is set up.</summary>
    public async Task<string> SandboxOfAsync(string projectId, bool setUp, CancellationToken ct)
    {
        var unfinished = setUp ? "and not exists (select 1 from SetupSteps t where t.ProjectId = s.ProjectId and t.State <> 'Succeeded')" : "";
        for (var tries = 0; tries < 60_000; tries++)
        {
            if (await QueryAsync($"select Id from Sandboxes s where ProjectId = $project and State = 'Running' {unfinished}", projectId, ct) is { } id)
            {
                return id;
            }

            await Task.Delay(2, ct);
        }

        throw new TimeoutException($"The project {projectId} was not set up in time.");
    }

    /// <summary>Ids of all projects.</summary>
    public async Task<IReadOnlyList<string>> ProjectsAsync(CancellationToken ct) =>
        (await QueryAsync("select group_concat(Id, ' ') from Projects where $project = $project", "", ct))?.Split(' ') ?? [];

    /// <summary>Opens a shell in a new terminal.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenTerminalAsync(string sandboxId, CancellationToken ct)
    {
        using var answer = await PostAsync($"sandboxes/{sandboxId}/terminals", JsonContent.Create(new { cols = 120, rows = 30 }), ct);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), default, ct);
        return body.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Posts as a page of AuraWeb does, with its antiforgery token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, CancellationToken ct)
    {
        _token ??= await ReadTokenAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", _token);
        return await Http.SendAsync(request, ct);
    }

    private async Task<string?> QueryAsync(string sql, string projectId, CancellationToken ct)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(Aura.Data, "auraweb.db")};Mode=ReadOnly");
        await db.OpenAsync(ct);
        await using var query = db.CreateCommand();
        query.CommandText = sql;
        query.Parameters.AddWithValue("$project", projectId);
        return await query.ExecuteScalarAsync(ct) as string;
    }

    private async Task<string> ReadTokenAsync(CancellationToken ct)
    {
        var html = await new HtmlParser().ParseDocumentAsync(await Http.GetStreamAsync("projects/new", ct), ct);
        return html.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Aura.DisposeAsync();
    }
}

/// <summary>A form of a page.</summary>
/// <param name="Action">Where it goes.</param>
/// <param name="Values">Its fields.</param>
public sealed record PageForm(Uri Action, Dictionary<string, string> Values);
