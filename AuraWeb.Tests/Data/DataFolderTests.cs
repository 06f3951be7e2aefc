using AuraWeb.Data;

namespace AuraWeb.Tests.Data;

public sealed class DataFolderTests
{
    [Fact]
    public void TryOpen_FolderThatIsHeld_IsRefusedUntilItIsReleased()
    {
        var path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
        try
        {
            using (var first = DataFolder.TryOpen(path))
            {
                Assert.NotNull(first);
                Assert.Null(DataFolder.TryOpen(path));
            }

            using var again = DataFolder.TryOpen(path);
            Assert.NotNull(again);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public void Id_SameFolder_StaysTheSame()
    {
        var path = Path.Combine(Path.GetTempPath(), $"aura-{RandomId.New()}");
        try
        {
            string id;
            using (var first = DataFolder.TryOpen(path))
            {
                id = first!.Id;
            }

            using var second = DataFolder.TryOpen(path);
            Assert.Equal(id, second!.Id);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
