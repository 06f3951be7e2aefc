using System.Security.Cryptography;
using AuraWeb.E2E.Harness;
using Microsoft.Playwright;

namespace AuraWeb.E2E.Cases;

/// <summary>Files that broke for others, through the tree and the editor.</summary>
public sealed class FileCases(SharedAura shared) : WorkspaceJourney(shared)
{
    [Fact]
    [Trait("Case", "F1")]
    public async Task Save_OfAFileWithBomAndCrLf_ChangesOneByte()
    {
        await Terminal.DoAsync("printf '\\xef\\xbb\\xbfa = 1\\r\\nb = 2\\r\\n' > crlf.ini");

        await Workspace.Tree.OpenFileAsync(In("crlf.ini"));
        await Workspace.Editor.ReplaceLineAsync("a = 1", "a = 9");
        await Workspace.Editor.SaveAsync(In("crlf.ini"));

        Assert.Equal("efbbbf61203d20390d0a62203d20320d0a", await BytesAsync("crlf.ini"));
    }

    [Fact]
    [Trait("Case", "F2")]
    public async Task Open_OfAFileThatIsNotUtf8_IsReadOnlyAndSaysSo()
    {
        await Terminal.DoAsync("printf 'const x = 1;\\n// caf\\xe9 note\\n' > old.js");

        await Workspace.Tree.OpenFileAsync(In("old.js"));
        await Workspace.Editor.WaitForAsync("const x = 1;");
        await Workspace.Editor.AppendAsync("more");
        await Workspace.Page.Keyboard.PressAsync("Control+s");

        await Assertions.Expect(Workspace.Editor.Pane).ToContainTextAsync("UTF-8");
        Assert.Equal("636f6e73742078203d20313b0a2f2f20636166e9206e6f74650a", await BytesAsync("old.js"));
    }

    [Fact]
    [Trait("Case", "F3")]
    public async Task Tree_WithOddNames_OpensRenamesAndDeletesEachAlone()
    {
        var scripts = new List<string>();
        Workspace.Page.Dialog += (_, dialog) => scripts.Add(dialog.Message);
        string[] names = ["a\nb.txt", "-rf", "* .txt", "<img src=x onerror=alert(1)>.md", "a%2Fb.txt", "x#y?.ts", "t 10:30.log"];
        foreach (var name in names)
        {
            await Terminal.DoAsync($"printf %s {Quote(name)} > ./{Quote(name)}; clear");
        }

        foreach (var (index, name) in names.Index())
        {
            await Workspace.Tree.OpenFileAsync(In(name));
            await Workspace.Editor.WaitForTextAsync(name);
            await Workspace.Tree.RenameAsync(In(name), $"{index}.new");
            await Assertions.Expect(Workspace.Tree.Entry(In($"{index}.new"))).ToBeVisibleAsync();
            await Assertions.Expect(Workspace.Tree.Entry(In(name))).ToHaveCountAsync(0);
            await Workspace.Tree.DeleteAsync(In($"{index}.new"));
            await Assertions.Expect(Workspace.Tree.Entry(In($"{index}.new"))).ToHaveCountAsync(0);
            Assert.Equal($"{names.Length - index - 1}", await Terminal.AskAsync("find . -type f -printf x | wc -c"));
        }

        Assert.Empty(scripts);
    }

    [Fact]
    [Trait("Case", "F4")]
    public async Task Rename_OntoOrIntoAWrongName_LosesNothing()
    {
        await Terminal.DoAsync("echo new > new.txt; echo full > data.txt; echo app > App.tsx");
        await Workspace.Tree.OpenFileAsync(In("App.tsx"));

        await Workspace.Tree.RenameAsync(In("new.txt"), "data.txt");
        await Workspace.ExpectNewsAsync("data.txt");
        await Workspace.Page.Keyboard.PressAsync("Escape");
        await Workspace.Tree.RenameAsync(In("new.txt"), "foo/bar.txt");
        await Workspace.ExpectNewsAsync("foo");
        await Workspace.Page.Keyboard.PressAsync("Escape");
        await Workspace.Tree.RenameAsync(In("App.tsx"), "app.tsx");

        await Assertions.Expect(Workspace.Tree.Entry(In("app.tsx"))).ToBeVisibleAsync();
        Assert.Equal("full new app", await Terminal.AskAsync("echo $(cat data.txt new.txt app.tsx)"));
        Assert.Equal("app.tsx data.txt new.txt", await Terminal.AskAsync("echo *"));
    }

    [Fact]
    [Trait("Case", "U1")]
    public async Task Upload_OfALargeFile_ArrivesWholeAndOneOverTheLimitIsRefused()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Folder}.bin");
        try
        {
            var hash = await RandomFile.WriteAsync(file, 90_000_000);
            await Workspace.Tree.UploadAsync(Folder, file);
            await Assertions.Expect(Workspace.Tree.Entry(In($"{Folder}.bin"))).ToBeVisibleAsync(new() { Timeout = 60_000 });
            Assert.Equal(hash, await Terminal.AskAsync($"sha256sum {Folder}.bin | cut -d' ' -f1"));
            Assert.Equal(hash, await DownloadAsync($"{Folder}.bin"));

            await Terminal.DoAsync("rm *.bin");
            await Assertions.Expect(Workspace.Tree.Entry(In($"{Folder}.bin"))).ToHaveCountAsync(0);
            await RandomFile.WriteAsync(file, (100 << 20) + 1);
            await Workspace.Tree.UploadAsync(Folder, file);
            await Workspace.ExpectNewsAsync("100 MB");
            Assert.Equal("0", await Terminal.AskAsync("ls -A | wc -l"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    [Trait("Case", "F5")]
    public async Task LinksAndPipes_LeadNowhereOutside()
    {
        var secret = $"canary{Guid.NewGuid():n}";
        var canary = Path.Combine(Path.GetTempPath(), $"{Folder}-canary");
        await File.WriteAllTextAsync(canary, secret, Ct);
        try
        {
            await Terminal.DoAsync($"ln -s {canary} leak; ln -s / rootlink; mkfifo pipe; echo inside > real; ln -s real link");
            await Workspace.Tree.OpenFileAsync(In("link"));
            await Workspace.Editor.WaitForAsync("inside");
            foreach (var (name, hint) in new[] { ("leak", "link to nothing"), ("pipe", "regular file") })
            {
                var entry = Workspace.Tree.Entry(In(name));
                await Assertions.Expect(entry.Locator("> .tree-row")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(hint));
                await entry.FocusAsync();
                await Workspace.Page.Keyboard.PressAsync("Enter");
                await Assertions.Expect(Workspace.Editor.Tab(In(name))).ToHaveCountAsync(0);
            }

            Assert.DoesNotContain(secret, await Workspace.Page.ContentAsync(), StringComparison.Ordinal);
            Assert.Equal(secret, await File.ReadAllTextAsync(canary, Ct));
        }
        finally
        {
            File.Delete(canary);
        }
    }

    [Fact]
    [Trait("Case", "X13")]
    public async Task RawAddress_OfAFileWithAScript_IsADownload()
    {
        var scripts = new List<string>();
        Workspace.Page.Dialog += (_, dialog) => scripts.Add(dialog.Message);
        await Terminal.DoAsync("echo '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>' > pwn.svg");
        var download = await Workspace.Tree.DownloadAsync(In("pwn.svg"));
        Assert.Equal("pwn.svg", download.SuggestedFilename);

        var again = await Workspace.Page.Context.NewPageAsync();
        again.Dialog += (_, dialog) => scripts.Add(dialog.Message);
        var opened = await again.RunAndWaitForDownloadAsync(() => Assert.ThrowsAsync<PlaywrightException>(() => again.GotoAsync(download.Url)));
        Assert.Equal("pwn.svg", opened.SuggestedFilename);
        Assert.Empty(scripts);
    }

    private async Task<string> DownloadAsync(string name)
    {
        var download = await Workspace.Tree.DownloadAsync(In(name));
        Assert.Equal(name, download.SuggestedFilename);
        await using var content = await download.CreateReadStreamAsync();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Ct));
    }

    // For a shell, with line breaks as $'\n'.
    private static string Quote(string name) => $"$'{name.Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
