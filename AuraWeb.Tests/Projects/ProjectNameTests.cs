using AuraWeb.Projects;

namespace AuraWeb.Tests.Projects;

public sealed class ProjectNameTests
{
    [Theory]
    [InlineData("My \"App\" & Co's", "my-app-cos")]
    [InlineData("  Harbor   Timetable  ", "harbor-timetable")]
    [InlineData("--a--", "a")]
    [InlineData("漢字", "project")]
    [InlineData("a/../b", "a-b")]
    [InlineData("A very long name that goes on until the host name would be too long", "a-very-long-name-that-goes-on-until-the")]
    public void SlugOf_AnyName_IsAnNpmNameAndAHostName(string name, string slug) => Assert.Equal(slug, ProjectName.SlugOf(name));

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void Read_BadName_SaysWhatIsWrong(string? typed) => Assert.NotNull(ProjectName.Read(typed).Fault);

    [Fact]
    public void Read_LoneSurrogate_SaysWhatIsWrong() => Assert.NotNull(ProjectName.Read("a\ud800b").Fault);

    [Fact]
    public void Read_GoodName_KeepsItAsTyped() => Assert.Equal("My \"App\" & Co's", ProjectName.Read(" My \"App\" & Co's ").Name);
}
