using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuraWeb.E2E.Harness;

namespace AuraWeb.Bench;

/// <summary>A running AuraWeb with an administrator who is signed in, and a project to measure in.</summary>
public sealed class BenchContext : IAsyncDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = true };

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
            ["Input.Name"] = Account.Administrator.Name,
            ["Input.Email"] = Account.Administrator.Email,
            ["Input.Password"] = Account.Administrator.Password,
        }, ct);
        return context;
    }

    /// <summary>Opens a page and submits its main form with these fields set, as a browser would.</summary>
    /// <returns>Where the answer led.</returns>
    public async Task<Uri> SubmitAsync(Uri page, Dictionary<string, string> fields, CancellationToken ct)
    {
        var html = await new HtmlParser().ParseDocumentAsync(await Http.GetStreamAsync(page, ct), ct);
        var form = html.QuerySelector("main form[method=post]") as IHtmlFormElement
            ?? throw new InvalidOperationException($"{page.AbsolutePath} has no form.");
        var values = form.Elements.OfType<IHtmlInputElement>()
            .Where(input => input.Name is not null && (input.Type is not ("radio" or "checkbox") || input.IsChecked))
            .ToDictionary(input => input.Name!, input => input.Value, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        var action = form.GetAttribute("action") is { Length: > 0 } named ? new Uri(Aura.Address, named) : new Uri(Aura.Address, page);
        using var answer = await Http.PostAsync(action, content, ct);
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage!.RequestUri!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Aura.DisposeAsync();
    }
}
