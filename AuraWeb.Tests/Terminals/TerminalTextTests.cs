using System.Text;
using AuraWeb.Terminals;

namespace AuraWeb.Tests.Terminals;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("\n\n a\n\n\nb\n\n", " a||b")]
    [InlineData("\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mmore\x1b[m", "red more")]
    [InlineData("\x1b]0;title\x07text \x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "text link")]
    [InlineData("\x1bPq#0;2\x1b\\a\x1b_apc\x1b\\b\x1b^pm\x1b\\c\x1bXsos\x1b\\d", "abcd")]
    [InlineData("\x1b(Ba\x1b=b\x1b>c\u001b7d\u001b8e\x1b#8f", "abcdef")]
    [InlineData("\u009b31ma\u009d0;title\u009cb", "ab")]
    [InlineData("\x1b[?25l\x1b[>4;2m\x1b[ qa\x1b[?25h", "a")]
    [InlineData("10%\r50%\r100%\r\ndone", "100%|done")]
    [InlineData("⠙\x1b[1G\x1b[0Kadded 5 packages", "added 5 packages")]
    [InlineData("waiting\r\x1b[K\nend", "end")]
    [InlineData("waiting\x1b[2K\x1b[1Gend", "end")]
    [InlineData("lx\b \bs -l", "ls -l")]
    [InlineData("old\n\x1b[2J\x1b[3J\x1b[Hnew", "new")]
    [InlineData("old\n\n\x1b[1;1H\x1b[0Jnew", "new")]
    [InlineData("old\n\x1b" + "cnew", "new")]
    [InlineData("a\x1b[31", "a")]
    [InlineData("a\x1b]0;tit", "a")]
    [InlineData("a\x1b", "a")]
    [InlineData("a\x07\x00\x7f\u0085b\tc", "ab\tc")]
    [InlineData("➜  Local: 🎉", "➜  Local: 🎉")]
    [InlineData("", "")]
    public void LastLines_OfOutput_AreWhatATerminalShows(string output, string expected) =>
        Assert.Equal(expected, string.Join('|', TerminalText.LastLines(Encoding.UTF8.GetBytes(output), 12)));

    [Fact]
    public void LastLines_OfMore_AreTheLast() =>
        Assert.Equal(["8", "9"], TerminalText.LastLines("1\n7\n8\n9\n"u8, 2));

    [Fact]
    public void LastLines_OfBytesThatAreNoText_AreShort()
    {
        // Each byte after each other one.
        var noise = Enumerable.Range(0, 256 * 256).SelectMany(pair => new[] { (byte)(pair >> 8), (byte)pair }).ToArray();
        Assert.All(TerminalText.LastLines(noise, 12), line => Assert.DoesNotContain(line, character => char.IsControl(character) && character != '\t'));
        Assert.Equal(1000, Assert.Single(TerminalText.LastLines(Encoding.UTF8.GetBytes(new string('x', 8192)), 12)).Length);
    }
}
