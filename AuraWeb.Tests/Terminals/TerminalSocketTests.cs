using System.Net;
using System.Text;
using AuraWeb.Access;
using AuraWeb.Data;
using AuraWeb.Sandboxes;
using AuraWeb.Terminals;
using Microsoft.EntityFrameworkCore;

namespace AuraWeb.Tests.Terminals;

/// <summary>Who gets a terminal's socket, what it carries, and how it ends.</summary>
public sealed class TerminalSocketTests(TerminalHost host) : IClassFixture<TerminalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Case", "X12")]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://abcd.preview.{host}", HttpStatusCode.Forbidden)]
    [InlineData("https://{host}", HttpStatusCode.Forbidden)]
    [InlineData("http://{host}.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://{host}", HttpStatusCode.SwitchingProtocols)]
    public async Task Connect_Origin_MustBeExactlyOurs(string? origin, HttpStatusCode expected)
    {
        var terminal = await host.OpenAsync("sleep 60");
        Assert.Equal(expected, await UpgradeAsync("owner", origin?.Replace("{host}", host.Address.Authority, StringComparison.Ordinal), terminal));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("stranger", HttpStatusCode.NotFound)]
    [InlineData("viewer", HttpStatusCode.SwitchingProtocols)]
    public async Task Connect_Person_MustBeAMember(string? person, HttpStatusCode expected)
    {
        var terminal = await host.OpenAsync("sleep 60");
        Assert.Equal(expected, await UpgradeAsync(person, $"http://{host.Address.Authority}", terminal));
    }

    [Fact]
    [Trait("Case", "T1")]
    public async Task Output_CharacterCutByTheProgram_ArrivesAsItWas()
    {
        var terminal = await host.OpenAsync(
            "python3 -c \"import os,time; w=lambda b:(os.write(1,b),time.sleep(.2)); w(b'L1 ok\\n'); w(b'L2 \\xe2'); w(b'\\x94\\x80 end\\n\\xff L3 ok\\n')\"; sleep 60");
        using var page = await TerminalPage.OpenAsync(host, "owner", terminal);
        await page.UntilAsync("L3 ok");
        Assert.Equal((byte[])[.. "L1 ok\r\nL2 ─ end\r\n"u8, 0xff, .. " L3 ok\r\n"u8], page.Output.ToArray());
    }

    [Fact]
    [Trait("Case", "T3")]
    public async Task Input_SixtyFourKilobytes_ArriveWhole()
    {
        using var page = await TerminalPage.OpenAsync(host, "editor", await host.OpenShellAsync());
        await page.TypeAsync("stty -echo; echo RE''ADY; cat > /tmp/p.txt; sha256sum < /tmp/p.txt; echo DO''NE\n");
        await page.UntilAsync("READY");
        var line = Encoding.ASCII.GetBytes(new string('a', 54) + "\n");
        byte[] pasted = [.. Enumerable.Range(0, 64 * 1024 / 55).SelectMany(_ => line)];
        await page.TypeAsync(pasted);
        await page.TypeAsync("\x4");
        await page.UntilAsync("DONE");
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pasted)), page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_OfAViewer_IsNotTyped()
    {
        var terminal = await host.OpenShellAsync();
        using var viewer = await TerminalPage.OpenAsync(host, "viewer", terminal);
        using var editor = await TerminalPage.OpenAsync(host, "editor", terminal);
        Assert.True(viewer.ReadOnly);
        Assert.False(editor.ReadOnly);
        await viewer.TypeAsync("echo in''truder\n");
        await viewer.SayAsync(new { type = "answer", offset = viewer.Live, data = "echo in''truder\n" });
        await viewer.SayAsync(new { type = "resize", cols = 33, rows = 44 });
        await editor.TypeAsync("sleep 0.5; stty size; echo DO''NE\n");
        await editor.UntilAsync("DONE");
        await viewer.UntilAsync("DONE");
        Assert.Contains("24 80", viewer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("intruder", editor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_OfAnEditor_ReachesTheProgram()
    {
        using var page = await TerminalPage.OpenAsync(host, "editor", await host.OpenShellAsync());
        await page.SayAsync(new { type = "resize", cols = 101, rows = 37 });
        await page.TypeAsync("until [ \"$(stty size)\" = '37 101' ]; do sleep 0.05; done; echo DO''NE\n");
        await page.UntilAsync("DONE");
    }

    [Fact]
    [Trait("Case", "X2")]
    public async Task Exit_WithAJobLeftBehind_IsToldAndTheSocketClosed()
    {
        using var page = await TerminalPage.OpenAsync(host, "owner", await host.OpenShellAsync());
        await page.TypeAsync("sleep 300 & exit 3\n");
        await page.UntilClosedAsync();
        Assert.True(page.HasExited);
        Assert.Equal(3, page.ExitCode);
        Assert.Equal(TerminalProtocol.Ended, page.CloseCode);
    }

    [Fact]
    [Trait("Case", "X3")]
    public async Task Idle_ThenAKey_IsTheSameShell()
    {
        using var page = await TerminalPage.OpenAsync(host, "owner", await host.OpenShellAsync());
        await page.TypeAsync("mark=ke''pt; echo RE''ADY\n");
        await page.UntilAsync("READY");
        await Task.Delay(TimeSpan.FromSeconds(4), Cancel);
        await page.TypeAsync("echo <$mark>\n".Replace("<$mark>", "\"<$mark>\"", StringComparison.Ordinal));
        await page.UntilAsync("<kept>");
    }

    [Fact]
    public async Task Connect_UnknownTerminal_IsClosedAsGone()
    {
        using var page = await TerminalPage.OpenAsync(host, "owner", RandomId.New());
        Assert.Equal(TerminalProtocol.Gone, page.CloseCode);
    }

    [Fact]
    [Trait("Case", "A3")]
    public async Task Removal_OpenSocket_IsClosedAndTypesNoMore()
    {
        var sandbox = await host.AddSandboxAsync();
        var terminal = await host.OpenShellAsync(sandbox);
        using var editor = await TerminalPage.OpenAsync(host, "editor", terminal, sandbox);
        await using (var db = await host.ContextAsync())
        {
            await db.Set<Membership>().Where(member => member.UserId == "editor" && db.Set<Sandbox>().Any(s => s.Id == sandbox && s.ProjectId == member.ProjectId)).ExecuteDeleteAsync(Cancel);
        }

        host.Get<SandboxRevocations>().RevokeActor(sandbox, "editor");
        await editor.TypeAsync("echo af''ter\n");
        await editor.UntilClosedAsync();
        Assert.Equal(TerminalProtocol.Removed, editor.CloseCode);
        using var owner = await TerminalPage.OpenAsync(host, "owner", terminal, sandbox);
        await owner.TypeAsync("echo DO''NE\n");
        await owner.UntilAsync("DONE");
        Assert.DoesNotContain("after", owner.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OpenSocket_IsClosedAndSaysWhy()
    {
        var sandbox = await host.AddSandboxAsync();
        using var page = await TerminalPage.OpenAsync(host, "owner", await host.OpenShellAsync(sandbox), sandbox);
        await host.Get<Reconciler>().DesireAsync(sandbox, DesiredState.Stopped, Cancel);
        await page.UntilClosedAsync();
        Assert.Equal(TerminalProtocol.Stopped, page.CloseCode);
    }

    private async Task<HttpStatusCode> UpgradeAsync(string? person, string? origin, string terminal)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, $"/ws/sandboxes/{host.Sandbox}/terminals/{terminal}"));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (person is not null)
        {
            request.Headers.Add("Cookie", await host.SignInAsync(person));
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        if (answer.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }

        return answer.StatusCode;
    }
}
