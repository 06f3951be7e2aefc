using System.Threading.Channels;

namespace AuraWeb.Terminals;

/// <summary>One open page on a terminal: how far it was sent output, and how far it has shown it.</summary>
internal sealed class TerminalViewer(bool mayType)
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Whether it may type, resize and answer queries.</summary>
    public bool MayType { get; } = mayType;

    /// <summary>Offset of the next byte to send.</summary>
    public long Position { get; set; }

    /// <summary>Up to which offset the page has shown the output.</summary>
    public long Acknowledged { get; set; }

    /// <summary>End of what was printed before this page looked: its queries were somebody else's to answer.</summary>
    public long Live { get; set; }

    /// <summary>Says that there is something new.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Waits until there is something new since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken ct) => await _wake.Reader.ReadAsync(ct);
}
