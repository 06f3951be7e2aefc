namespace AuraWeb.Jobs;

/// <summary>
/// Lets one job at a time set a project up. In memory, because one process holds the data folder: nothing is left over when it dies.
/// </summary>
public sealed class SetupGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _askedAgain = [];

    /// <summary>Whether a job is setting the project up now.</summary>
    public bool IsHeld(string projectId)
    {
        lock (_lock)
        {
            return _askedAgain.ContainsKey(projectId);
        }
    }

    /// <summary>Enters, or, when another job is inside, has that one look again when it is done.</summary>
    public bool TryEnter(string projectId)
    {
        lock (_lock)
        {
            var free = _askedAgain.TryAdd(projectId, false);
            _askedAgain[projectId] = !free;
            return free;
        }
    }

    /// <summary>Leaves, unless somebody asked meanwhile.</summary>
    /// <returns>Whether it was left; false means: look again.</returns>
    public bool TryLeave(string projectId)
    {
        lock (_lock)
        {
            if (_askedAgain.Remove(projectId, out var again) && again)
            {
                _askedAgain[projectId] = false;
                return false;
            }

            return true;
        }
    }

    /// <summary>Leaves whatever was asked: the job is being shut down.</summary>
    public void Leave(string projectId)
    {
        lock (_lock)
        {
            _askedAgain.Remove(projectId);
        }
    }
}
