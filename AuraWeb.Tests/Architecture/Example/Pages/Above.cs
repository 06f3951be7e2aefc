namespace AuraWeb.Tests.Architecture.Example.Pages;

/// <summary>A type of a higher layer.</summary>
internal class Above
{
    public static int Count { get; set; }
}

/// <summary>An exception of a higher layer.</summary>
internal sealed class AboveException : Exception
{
    public AboveException()
    {
    }

    public AboveException(string message)
        : base(message)
    {
    }

    public AboveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>An attribute that takes a type.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesTypeAttribute(Type type) : Attribute
{
    public Type Type => type;
}
