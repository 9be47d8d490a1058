namespace LinkAndMatch.Bot.Testing;

/// <summary>One person on one channel, as far as a conversation needs: they speak, tap and send pictures, and see what the bot answers.</summary>
public interface IChannelDriver : IAsyncDisposable
{
    /// <summary>Comes in for the first time and sees what the bot says then.</summary>
    Task<IReadOnlyList<SeenReply>> JoinAsync(CancellationToken cancellation);

    /// <summary>Writes something and sees the replies to it.</summary>
    Task<IReadOnlyList<SeenReply>> SayAsync(string text, CancellationToken cancellation);

    /// <summary>Taps the newest button of this label and sees the replies.</summary>
    /// <exception cref="InvalidOperationException">No button of this label was shown; those that were are in the message.</exception>
    Task<IReadOnlyList<SeenReply>> TapAsync(string label, CancellationToken cancellation);

    /// <summary>Sends a picture and sees the replies.</summary>
    Task<IReadOnlyList<SeenReply>> SendPhotoAsync(byte[] content, string name, CancellationToken cancellation);
}

/// <summary>A bubble as a person sees it.</summary>
/// <param name="Text">Its words without markup; paragraphs with an empty line between.</param>
/// <param name="Buttons">The labels below it.</param>
public sealed record SeenReply(string Text, IReadOnlyList<string> Buttons);
