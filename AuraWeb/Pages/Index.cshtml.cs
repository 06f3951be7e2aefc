using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AuraWeb.Pages;

/// <summary>The address people type leads to their projects.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect("/projects");
}
