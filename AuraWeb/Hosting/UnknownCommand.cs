namespace AuraWeb.Hosting;

/// <summary>Says which commands there are.</summary>
internal sealed class UnknownCommand(string word, TextWriter errors) : ICommand
{
    public async Task<int> RunAsync()
    {
        await errors.WriteLineAsync($"There is no command “{word}”. There are: doctor [--json], admin-link. Without a command the server runs.");
        return 2;
    }
}
