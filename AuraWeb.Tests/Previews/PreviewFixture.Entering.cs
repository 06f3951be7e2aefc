using System.Net;
using System.Text.Json;
using AuraWeb.Previews;

namespace AuraWeb.Tests.Previews;

/// <summary>How a person gets into a preview.</summary>
public partial class PreviewFixture
{
    /// <summary>Asks for a ticket as AuraWeb's page does.</summary>
    internal async Task<HttpResponseMessage> AskForTicketAsync(HttpClient client, string projectId, string user, int? port, string path = "/", bool withToken = true)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"http://{Home}/antiforgery");
        ask.Headers.Add(UserHeader, user);
        using var asked = await client.SendAsync(ask);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Home}/projects/{projectId}/preview/ticket");
        request.Headers.Add(UserHeader, user);
        request.Headers.Add("Cookie", asked.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        if (withToken)
        {
            request.Headers.Add("RequestVerificationToken", await asked.Content.ReadAsStringAsync());
        }

        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["port"] = $"{port}", ["path"] = path });
        return await client.SendAsync(request);
    }

    internal async Task<PreviewInvitation> InviteAsync(HttpClient client, string projectId, string user = "owner", int? port = null, string path = "/")
    {
        using var response = await AskForTicketAsync(client, projectId, user, port, path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return JsonSerializer.Deserialize<PreviewInvitation>(await response.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
    }

    /// <summary>Posts a ticket to a preview's host.</summary>
    internal static async Task<HttpResponseMessage> PostTicketAsync(HttpClient client, string action, string ticket, string path = "/", string destination = "iframe", string site = "cross-site")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Headers.Add("Sec-Fetch-Dest", destination);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["ticket"] = ticket, ["path"] = path });
        return await client.SendAsync(request);
    }

    /// <summary>Opens a preview: its address and its cookie, <c>name=value</c>.</summary>
    internal async Task<(Uri Address, string Cookie)> OpenAsync(HttpClient client, string projectId, string user = "owner", int? port = null, string destination = "iframe")
    {
        var invitation = await InviteAsync(client, projectId, user, port);
        using var response = await PostTicketAsync(client, invitation.Action, invitation.Ticket, destination: destination);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return (new Uri(invitation.Url), response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}
