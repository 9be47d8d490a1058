using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.Terminal;

/// <summary>Reads what was named by its path. The person at the terminal may read these files anyway.</summary>
public sealed class TerminalAttachments : IAttachmentSource
{
    public async Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation)
    {
        try
        {
            var file = new FileInfo(attachment.Source);
            if (!file.Exists || file.Length > limit) return null;
            var content = await File.ReadAllBytesAsync(file.FullName, cancellation);
            return content.Length > limit ? null : content;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
