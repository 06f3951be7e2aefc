using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuraWeb.Tests.Projects;

namespace AuraWeb.Tests.Pages.Projects;

/// <summary>A browser without scripts: follows no redirect by itself, keeps cookies, sends the forms it was shown.</summary>
public sealed class PageBrowser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public PageBrowser(ProjectApp app, string? user)
    {
        _http = new(_handler) { BaseAddress = app.Address };
        if (user is not null)
        {
            _http.DefaultRequestHeaders.Add(HeaderSignIn.Header, user);
        }
    }

    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> GetAsync(string address, bool htmx = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (htmx)
        {
            request.Headers.Add("HX-Request", "true");
        }

        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await ParseAsync(response));
    }

    /// <summary>Sends a form of the page at <paramref name="page"/> as it stands there, with some fields filled in.</summary>
    public async Task<(HttpStatusCode Status, string? Location, IHtmlDocument Page)> SubmitAsync(
        string page, string form, params (string Name, string Value)[] fields)
    {
        var (_, document) = await GetAsync(page);
        var found = (IHtmlFormElement)document.QuerySelector(form)!;
        var values = found.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return await PostAsync(found.GetAttribute("action") ?? page, values);
    }

    public async Task<(HttpStatusCode Status, string? Location, IHtmlDocument Page)> PostAsync(string address, Dictionary<string, string> values)
    {
        using var content = new FormUrlEncodedContent(values);
        using var response = await _http.PostAsync(new Uri(address, UriKind.Relative), content);
        return (response.StatusCode, response.Headers.Location?.OriginalString, await ParseAsync(response));
    }

    /// <summary>An antiforgery token from some form.</summary>
    public async Task<Dictionary<string, string>> TokenAsync()
    {
        var (_, page) = await GetAsync("/projects/new");
        var field = (IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!;
        return new() { [field.Name!] = field.Value };
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
}
