using AuraWeb.Jobs;

namespace AuraWeb.Tests.Jobs;

public sealed class LastWordsTests
{
    [Theory]
    [InlineData("a\r\nb\r\n", "b")]
    [InlineData("\u001b[31mnpm error\u001b[0m code E404\r\n\u001b]0;title\u0007done\r\n", "npm error code E404")]
    [InlineData("npm error 404 Not Found\nnpm error\nnpm error A complete log of this run can be found in: /home/aura/.npm/_logs/x.log\n", "npm error 404 Not Found")]
    [InlineData("Progress 1\rProgress 2\r", "Progress 2")]
    [InlineData("\r\n \r\n", null)]
    public void Choose_Output_FindsTheTellingLine(string output, string? line) => Assert.Equal(line, LastWords.Choose(output));

    [Fact]
    public void Choose_EndlessLine_IsCut() => Assert.Equal(301, LastWords.Choose(new string('x', 5000))!.Length);
}
