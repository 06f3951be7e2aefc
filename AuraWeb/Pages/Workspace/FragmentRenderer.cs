using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AuraWeb.Pages.Workspace;

/// <summary>Renders a partial outside a request, for pages that are already open.</summary>
public sealed class FragmentRenderer(IServiceScopeFactory scopes, IRazorViewEngine views, ITempDataProvider tempData)
{
    /// <summary>Renders the partial at <paramref name="path"/>, <c>~/Pages/…</c>. It must need nothing of the request.</summary>
    public async Task<string> RenderAsync<T>(string path, T model)
    {
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var view = views.GetView(executingFilePath: null, path, isMainPage: false).View ?? throw new ArgumentException($"There is no partial {path}.", nameof(path));
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await using var html = new StringWriter();
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(http, tempData), html, new HtmlHelperOptions()));
        return html.ToString();
    }
}
