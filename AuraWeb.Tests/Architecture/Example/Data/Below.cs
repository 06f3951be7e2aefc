using AuraWeb.Tests.Architecture.Example.Pages;

namespace AuraWeb.Tests.Architecture.Example.Data;

// Each names the layer above in another way.
internal sealed class Inherits : Above;

internal sealed class InField
{
    public List<Above[]> Kept { get; } = [];
}

internal sealed class InBody
{
    public static int Read() => Above.Count;
}

internal sealed class InClosure
{
    public static Func<Task<string>> Make() => async () =>
    {
        await Task.Yield();
        return nameof(Above) + typeof(Above);
    };
}

internal sealed class InGenericCall
{
    public static Above Make() => Activator.CreateInstance<Above>();
}

internal sealed class InCatch
{
    public static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (AboveException)
        {
            return false;
        }
    }
}

[TakesType(typeof(Above))]
internal sealed class InAttribute;

internal sealed class Innocent
{
    public static string Name => nameof(Above);
}
