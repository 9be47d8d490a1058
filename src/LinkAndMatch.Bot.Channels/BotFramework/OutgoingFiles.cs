using System.Text;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Pictures and documents of a reply for readers that cannot fetch them from us: inside the activity itself.</summary>
public sealed class OutgoingFiles(IFileStore files)
{
    // Base64 makes four letters of three bytes, and an activity holds 256 K characters in all.
    private const int Largest = 150 * 1024;

    /// <summary>What fits goes along; a picture that does not fit is left out, the words stand without it.</summary>
    public async Task<IReadOnlyList<WireAttachment>> AttachAsync(OutgoingReply outgoing, CancellationToken cancellation)
    {
        var attachments = new List<WireAttachment>();
        var room = Largest;
        if (outgoing.Reply.Document is { } document)
            Add(document.FileName, document.ContentType.Split(';')[0], Encoding.UTF8.GetBytes(document.Content));
        foreach (var hash in outgoing.Reply.Photos)
        {
            if (await ReadAsync(hash, room, cancellation).ConfigureAwait(false) is { } photo && FileKinds.Sniff(photo) is { } type)
                Add($"{hash[..8]}.{type.Split('/')[1]}", type, photo);
        }
        return attachments;

        void Add(string name, string type, byte[] content)
        {
            if (content.Length > room) return;
            room -= content.Length;
            attachments.Add(new WireAttachment { ContentType = type, Name = name, ContentUrl = $"data:{type};base64,{Convert.ToBase64String(content)}" });
        }
    }

    private async Task<byte[]?> ReadAsync(string hash, int limit, CancellationToken cancellation)
    {
        var stream = await files.OpenAsync(hash, cancellation).ConfigureAwait(false);
        if (stream is null) return null;
        await using (stream.ConfigureAwait(false)) return await WireBody.ReadBytesAsync(stream, null, limit, cancellation).ConfigureAwait(false);
    }
}
