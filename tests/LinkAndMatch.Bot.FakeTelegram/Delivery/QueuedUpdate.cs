using System.Buffers;
using System.Buffers.Text;

namespace LinkAndMatch.Bot.FakeTelegram.Delivery;

/// <summary>An update on its way to the bot. The body is an object with the one property that names the kind.</summary>
internal sealed class QueuedUpdate(long id, long chatId, bool isTap, byte[] body, long madeAt)
{
    private int _copiesLeft;

    public long Id { get; } = id;
    public long ChatId { get; } = chatId;
    public bool IsTap { get; } = isTap;
    public long MadeAt { get; } = madeAt;

    /// <summary>True once confirmed or expired.</summary>
    public bool Done { get; set; }

    /// <summary>True once it was decided whether it comes twice.</summary>
    public bool Drawn { get; set; }

    /// <summary>How many copies the webhook has still to take; set when the posts are planned.</summary>
    public int CopiesLeft
    {
        get => Volatile.Read(ref _copiesLeft);
        set => Volatile.Write(ref _copiesLeft, value);
    }

    /// <summary>One copy was taken; true when it was the last.</summary>
    public bool CopyTaken() => Interlocked.Decrement(ref _copiesLeft) == 0;

    /// <summary>Writes the whole update, with its id in front.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        output.Write("{\"update_id\":"u8);
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(Id, span, out var written);
        output.Advance(written);
        output.Write(","u8);
        output.Write(body.AsSpan(1));
    }
}
