using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using AuraWeb.Pages.Workspace.Files;
using AuraWeb.Sandboxes;

namespace AuraWeb.Tests.Pages.Workspace.Files;

[Collection(Alone.Name)]
public sealed class FilesEndpointsTests(FilesApp app) : IClassFixture<FilesApp>, IAsyncLifetime
{
    private HttpClient _owner = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await app.BecomeAsync(SandboxState.Running, DesiredState.Running);
        foreach (var entry in new DirectoryInfo(app.Content.Workspace).EnumerateFileSystemInfos())
        {
            Sandboxes.Local.Files.TemporaryContent.Run("rm", "-rf", entry.FullName);
        }

        _owner = await app.ClientAsync("owner");
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Trait("Case", "F3")]
    public async Task Tree_NamesWithMarkup_StayTextInNaturalOrder()
    {
        const string evil = "<img src=x onerror=alert(1)>.md";
        foreach (var name in (string[])["file10.txt", "file2.txt", evil, "a\nb"])
        {
            await SaveNewAsync(name, [1]);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await _owner.PostAsync(At("folder?path=zoo"), null, Ct)).StatusCode);
        using var html = await new HtmlParser().ParseDocumentAsync(await _owner.GetStringAsync(At("tree"), Ct), Ct);
        var names = html.QuerySelectorAll("[role=treeitem]").Select(item => item.GetAttribute("data-path"));
        Assert.Equal(["/workspace/zoo", "/workspace/" + evil, "/workspace/a\nb", "/workspace/file2.txt", "/workspace/file10.txt"], names);
        Assert.Empty(html.QuerySelectorAll("img"));
        Assert.Equal("a↵b", html.QuerySelectorAll(".tree-name")[2].TextContent);
        Assert.True(html.QuerySelector("[role=tree]")!.HasAttribute("hx-disable"));
        Assert.Equal("false", html.QuerySelector("[data-path='/workspace/zoo']")!.GetAttribute("aria-expanded"));
        Assert.False(html.QuerySelector("[data-path$='file2.txt']")!.HasAttribute("aria-expanded"));
    }

    [Fact]
    [Trait("Case", "F1")]
    public async Task Content_SaveAndRead_KeepsEveryByte()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "a = 1\r\nb\r\n"u8, 0xE9, 0];
        var version = await SaveNewAsync("crlf.ini", bytes);
        using var read = await _owner.GetAsync(At("content?path=crlf.ini"), Ct);
        Assert.Equal(bytes, await read.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(version, Assert.Single(read.Headers.GetValues("X-File-Version")));
        Assert.Equal($"{bytes.Length}", Assert.Single(read.Headers.GetValues("X-File-Size")));
    }

    [Theory]
    [Trait("Case", "X13")]
    [InlineData("content")]
    [InlineData("download")]
    public async Task RawAddress_SvgWithScript_IsADownload(string address)
    {
        await SaveNewAsync("pwn\nä.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray());
        using var response = await _owner.GetAsync(At($"{address}?path=pwn%0A%C3%A4.svg"), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.StartsWith("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_OtherVersionOrNone_IsHeld()
    {
        var version = await SaveNewAsync("a.txt", [1]);
        await app.Content.Files.WriteAsync(SandboxPath.Parse("a.txt"), new MemoryStream([2]), WriteCondition.Always, Ct);
        using var conflict = await SaveAsync("a.txt", [3], $"\"{version}\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, conflict.StatusCode);
        Assert.Equal("FILE_CONFLICT", await FilesApp.CodeAsync(conflict, Ct));
        using var unsaid = await SaveAsync("a.txt", [3], null);
        Assert.Equal(HttpStatusCode.PreconditionRequired, unsaid.StatusCode);
        Assert.Equal([2], await File.ReadAllBytesAsync(app.Content.HostPath("a.txt"), Ct));
        using var anyway = await SaveAsync("a.txt", [3], "*");
        Assert.Equal(HttpStatusCode.OK, anyway.StatusCode);
        Assert.Equal([3], await File.ReadAllBytesAsync(app.Content.HostPath("a.txt"), Ct));
    }

    [Theory]
    [InlineData("stranger", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("viewer", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    public async Task EveryAddress_WhoMayNot_IsRefused(string? user, HttpStatusCode reading, HttpStatusCode writing)
    {
        await SaveNewAsync("a.txt", [1]);
        using var client = await app.ClientAsync(user);
        foreach (var address in (string[])["tree", "content?path=a.txt", "download?path=a.txt"])
        {
            Assert.Equal(reading, (await client.GetAsync(At(address), Ct)).StatusCode);
        }

        Assert.Equal(writing, (await UploadAsync(client, "b.txt", [1])).StatusCode);
        Assert.Equal(writing, (await client.PostAsync(At("file?path=b.txt"), null, Ct)).StatusCode);
        Assert.Equal(writing, (await client.PostAsync(At("folder?path=b"), null, Ct)).StatusCode);
        Assert.Equal(writing, (await client.PostAsync(At("move?from=a.txt&to=b.txt"), null, Ct)).StatusCode);
        Assert.Equal(writing, (await client.DeleteAsync(At("?path=a.txt"), Ct)).StatusCode);
        Assert.Equal(["a.txt"], Directory.GetFileSystemEntries(app.Content.Workspace).Select(Path.GetFileName));
    }

    [Fact]
    public async Task EveryChange_WithoutAntiforgeryToken_IsRefused()
    {
        await SaveNewAsync("a.txt", [1]);
        _owner.DefaultRequestHeaders.Remove("RequestVerificationToken");
        Assert.Equal(HttpStatusCode.BadRequest, (await _owner.DeleteAsync(At("?path=a.txt"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(_owner, "b", [1])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SaveAsync("a.txt", [2], "*")).StatusCode);
        Assert.Equal([1], await File.ReadAllBytesAsync(app.Content.HostPath("a.txt"), Ct));
    }

    [Fact]
    public async Task Save_SandboxStopped_SaysSo()
    {
        await app.BecomeAsync(SandboxState.Stopped, DesiredState.Stopped);
        using var response = await SaveAsync("a.txt", [1], "*");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("SANDBOX_STOPPED", await FilesApp.CodeAsync(response, Ct));
    }

    [Fact]
    [Trait("Case", "F4")]
    public async Task Move_OntoAFileOrIntoNoFolder_IsSaid()
    {
        await SaveNewAsync("new.txt", [1]);
        await SaveNewAsync("data.txt", [2]);
        using var onto = await _owner.PostAsync(At("move?from=new.txt&to=data.txt"), null, Ct);
        Assert.Equal("FILE_CONFLICT", await FilesApp.CodeAsync(onto, Ct));
        using var into = await _owner.PostAsync(At("move?from=new.txt&to=foo%2Fbar.txt"), null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, into.StatusCode);
        using var out_ = await _owner.PostAsync(At("move?from=new.txt&to=..%2F..%2Fetc"), null, Ct);
        Assert.Equal("INVALID_PATH", await FilesApp.CodeAsync(out_, Ct));
        using var same = await _owner.PostAsync(At("move?from=new.txt&to=New.txt"), null, Ct);
        Assert.Equal(HttpStatusCode.NoContent, same.StatusCode);
    }

    [Fact]
    public async Task Content_LargerThanTheEditorTakes_OffersTheDownload()
    {
        await SaveNewAsync("big.bin", new byte[11 * 1024 * 1024]);
        using var response = await _owner.GetAsync(At("content?path=big.bin"), Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("FILE_TOO_LARGE", await FilesApp.CodeAsync(response, Ct));
        using var download = await _owner.GetAsync(At("download?path=big.bin"), Ct);
        Assert.Equal(11 * 1024 * 1024, (await download.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    [Trait("Case", "U1")]
    public async Task Upload_NinetyMegabytes_ArriveWholeWithoutMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var source = new RandomStream(90_000_000);
        using var content = new StreamContent(source, 64 * 1024);
        using var response = await _owner.PostAsync(At("upload?path=random.bin"), content, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var grown = GC.GetTotalMemory(forceFullCollection: false) - before;
        Assert.True(grown < 60_000_000, $"{grown} bytes more are held.");
        await using var file = File.OpenRead(app.Content.HostPath("random.bin"));
        Assert.Equal(source.Hash, await SHA256.HashDataAsync(file, Ct));
    }

    [Theory]
    [Trait("Case", "U1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_OverTheLimit_IsRefusedWithItsNameAndLeavesNothing(bool saysItsLength)
    {
        using var source = new RandomStream(100 * 1024 * 1024 + 1);
        using var content = new StreamContent(source, 64 * 1024);
        content.Headers.ContentLength = saysItsLength ? source.Length : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, At("upload?path=random.bin")) { Content = content };
        request.Headers.TransferEncodingChunked = saysItsLength ? null : true;
        request.Headers.ExpectContinue = true;
        using var response = await _owner.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("100 MB", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(app.Content.Workspace));
    }

    [Fact]
    public async Task Upload_NameThatIsTaken_AsksFirst()
    {
        await SaveNewAsync("a.txt", [1]);
        using var refused = await UploadAsync(_owner, "a.txt", [2]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        using var replaced = await UploadAsync(_owner, "a.txt&overwrite=true", [2]);
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal([2], await File.ReadAllBytesAsync(app.Content.HostPath("a.txt"), Ct));
    }

    private static Uri At(string relative) => new(relative.StartsWith('?') ? "../files" + relative : relative, UriKind.Relative);

    private async Task<string> SaveNewAsync(string name, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, At($"content?path={Uri.EscapeDataString(name)}")) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var response = await _owner.SendAsync(request, Ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<WrittenFile>(Ct))!.Version;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string query, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        return await client.PostAsync(At($"upload?path={query}"), content, Ct);
    }

    private async Task<HttpResponseMessage> SaveAsync(string name, byte[] bytes, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, At($"content?path={name}")) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return await _owner.SendAsync(request, Ct);
    }
}
