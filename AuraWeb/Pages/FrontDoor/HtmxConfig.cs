using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;

namespace AuraWeb.Pages.FrontDoor;

/// <summary>How htmx behaves on every page: nothing is evaluated, nothing leaves our origin, refusals with a fragment are shown.</summary>
internal static class HtmxConfig
{
    private static readonly object[] ResponseHandling =
    [
        new { code = "204", swap = false },
        new { code = "[23]..", swap = true },
        new { code = "403|422|429", swap = true },
        new { code = "[45]..", swap = false, error = true },
    ];

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The content of the page's <c>htmx-config</c> tag, with the antiforgery token that requests send.</summary>
    public static string For(AntiforgeryTokenSet tokens) => JsonSerializer.Serialize(
        new
        {
            allowEval = false,
            allowScriptTags = false,
            includeIndicatorStyles = false,
            selfRequestsOnly = true,
            historyCacheSize = 0,
            defaultFocusScroll = false,
            responseHandling = ResponseHandling,
            antiForgery = new { requestToken = tokens.RequestToken, headerName = tokens.HeaderName, formFieldName = tokens.FormFieldName },
        },
        Json);
}
