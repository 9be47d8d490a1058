using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.Extensions.Hosting;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>
/// What people upload, as it came, for a day. It is no part of the file store: a raw picture tells where and with what it was taken, and only the
/// rewritten one that a turn makes of it stays.
/// </summary>
public sealed class DirectLineUploads(DirectLineOptions options, TimeProvider clock) : BackgroundService, IAttachmentSource
{
    /// <summary>How long an upload is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>The scheme of an upload's address with us.</summary>
    public const string Scheme = "upload:";

    private readonly string folder = Path.GetFullPath(options.UploadsPath);

    /// <returns>Its address, unguessable.</returns>
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var id = DirectLineTokens.NewId();
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, id);
        await File.WriteAllBytesAsync(path + ".new", content, cancellation).ConfigureAwait(false);
        File.Move(path + ".new", path);
        return Scheme + id;
    }

    /// <summary>Null when it is gone or was never there.</summary>
    public async Task<byte[]?> ReadAsync(string address, long limit, CancellationToken cancellation)
    {
        if (!address.StartsWith(Scheme, StringComparison.Ordinal) || address[Scheme.Length..] is not { Length: 22 } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return null;

        try
        {
            var file = new FileStream(Path.Combine(folder, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, useAsync: true);
            await using (file.ConfigureAwait(false))
                return await WireBody.ReadBytesAsync(file, file.Length, (int)Math.Min(limit, FileKinds.LargestFile), cancellation).ConfigureAwait(false);
        }
        // What else keeps it from being read is no answer: whoever asks comes again.
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation) =>
        ReadAsync(attachment.Source, limit, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            DeleteOld();
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private void DeleteOld()
    {
        if (!Directory.Exists(folder)) return;

        var before = (clock.GetUtcNow() - KeptFor).UtcDateTime;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before))
        {
            try
            {
                file.Delete();
            }
            catch (IOException)
            {
                // Somebody reads it just now: the next hour takes it.
            }
        }
    }
}
