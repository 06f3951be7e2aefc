namespace AuraWeb.Hosting;

/// <summary>A command besides running the server: <c>doctor</c>, <c>admin-link</c>.</summary>
public interface ICommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync();
}

/// <summary>Finds the command that the arguments name; without one the server runs.</summary>
public static class AuraCommands
{
    public static ICommand? Find(IReadOnlyList<string> args) => args.ToArray() switch
    {
        ["admin-link", ..] => AdminLinkCommand.FromEnvironment(),
        ["doctor", "--json"] => new DoctorCommand(asJson: true),
        ["doctor"] => new DoctorCommand(asJson: false),
        // Options begin with a hyphen; a mistyped command must not start a server.
        [var word, ..] when !word.StartsWith('-') => new UnknownCommand(word, Console.Error),
        _ => null,
    };
}
