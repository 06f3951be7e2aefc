using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuraWeb.Data;
using AuraWeb.Identity;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuraWeb.Tests;

/// <summary>The whole of AuraWeb on a port and a data folder of its own.</summary>
public class AuraApp : WebApplicationFactory<Program>
{
    public const string Password = "a quiet harbour 42";

    private readonly Dictionary<string, string> _settings;

    public AuraApp()
        : this([])
    {
    }

    internal AuraApp(Dictionary<string, string> settings)
    {
        _settings = settings;
        UseKestrel(0);
        StartServer();
    }

    /// <summary>Its data folder.</summary>
    public string Data { get; } = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");

    /// <summary>Where it answers.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>What it printed.</summary>
    public StringWriter Output { get; } = new();

    /// <summary>A browser: cookies, no redirects followed, and it asks for pages.</summary>
    public AuraClient Visitor() => new(Address);

    /// <summary>Makes an account.</summary>
    public async Task<AppUser> CreateUserAsync(string email, bool isAdministrator = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = AppUser.New(email.Split('@')[0], email, DateTimeOffset.UtcNow);
        user.IsAdministrator = isAdministrator;
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password)).Succeeded);
        return user;
    }

    /// <summary>Makes an account and signs in to it.</summary>
    public async Task<AuraClient> SignedInAsync(bool isAdministrator = false)
    {
        var user = await CreateUserAsync($"{RandomId.New()}@example.org", isAdministrator);
        var client = Visitor();
        await client.EnterAsync(user.Email!);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("AURA_DATA", Data);
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TextWriter>(Output));

            // Hangfire keeps the logger factory in a static: one that ends with its host would break the next host's start.
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Output.Dispose();
            Directory.Delete(Data, recursive: true);
        }
    }
}

/// <summary>One browser's cookies, and the antiforgery token of the page it has open.</summary>
public sealed class AuraClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public AuraClient(Uri address)
    {
        _http = new HttpClient(_handler) { BaseAddress = address };
        Origin = address.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>What it says it comes from.</summary>
    public string Origin { get; }

    /// <summary>The antiforgery token of the page last opened.</summary>
    public string Token { get; private set; } = "";

    public CookieContainer Cookies => _handler.CookieContainer;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens an address as a browser does.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, ("Accept", "text/html"));

    /// <summary>Opens a page and keeps its token.</summary>
    public async Task<IHtmlDocument> GetPageAsync(string path)
    {
        using var response = await GetAsync(path);
        return await ReadAsync(response);
    }

    /// <summary>Reads a page and keeps its token.</summary>
    public async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Token = page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? Token;
        return page;
    }

    /// <summary>Sends a form with the token of the page that is open.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", Token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Origin", Origin);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens the sign-in form and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string email, string password = AuraApp.Password, string? returnUrl = null)
    {
        await GetPageAsync("/account/sign-in");
        return await PostAsync("/account/sign-in", ("Email", email), ("Password", password), ("returnUrl", returnUrl ?? ""));
    }

    /// <summary>Signs in, and opens a page for its token.</summary>
    public async Task EnterAsync(string email)
    {
        using var response = await SignInAsync(email);
        Assert.Equal("/projects", response.Headers.Location?.OriginalString);
        await GetPageAsync("/account/password");
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
