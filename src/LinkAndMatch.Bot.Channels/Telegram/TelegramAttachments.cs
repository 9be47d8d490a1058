using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Fetches what a person sent from Telegram's file server. The size is looked at before, during and after: a sender may claim any.</summary>
public sealed class TelegramAttachments(TelegramConnection telegram) : IAttachmentSource
{
    /// <summary>More than this is never fetched, whatever the caller allows.</summary>
    public const long Largest = 10 * 1024 * 1024;

    /// <exception cref="RequestException">Telegram could not be reached or answered with an error that may pass; try again later.</exception>
    public async Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation)
    {
        limit = Math.Min(limit, Largest);
        if (attachment.Size > limit || attachment.Source.Length == 0) return null;
        try
        {
            var file = await telegram.Client.GetFile(attachment.Source, cancellation).ConfigureAwait(false);
            if (file.FilePath is null || file.FileSize > limit) return null;
            using var content = new LimitedStream(limit);
            await telegram.PatientClient.DownloadFile(file.FilePath, content, cancellation).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (ApiRequestException gone) when (gone.ErrorCode is 400 or 404)
        {
            return null;
        }
        catch (Exception failure) when (TooLarge(failure))
        {
            return null;
        }
    }

    private static bool TooLarge(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is TooLargeException) return true;
        }

        return false;
    }

    private sealed class TooLargeException() : IOException("The file is larger than it may be.");

    // A stream of its own, not a MemoryStream: the overloads of that one call each other in a derived class.
    private sealed class LimitedStream(long limit) : Stream
    {
        private readonly MemoryStream _content = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _content.Length;

        public override long Position
        {
            get => _content.Position;
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => _content.ToArray();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > limit) throw new TooLargeException();
            _content.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _content.Dispose();
            base.Dispose(disposing);
        }
    }
}
