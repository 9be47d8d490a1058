using System.Collections.Concurrent;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Puts what clients post into the inbox. The answer goes out when it is durable, never after the turn.</summary>
public sealed class DirectLineInbox(IActivityInbox inbox, DirectLineUploads uploads, TimeProvider clock, IHostApplicationLifetime host)
{
    // Between a conversation's first activity and the end of its turn the store does not know it yet.
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> begun = new(StringComparer.Ordinal);

    /// <summary>True when the conversation was begun here a moment ago.</summary>
    public bool HasBegun(string conversation) => begun.TryGetValue(conversation, out var at) && clock.GetUtcNow() - at < Beginning;

    /// <summary>Somebody comes in: once a conversation, however often it is said.</summary>
    public async Task JoinAsync(string conversation, ChannelAccount user, string? locale)
    {
        await inbox.AcceptAsync(Joined(conversation, user, locale), CancellationToken.None).ConfigureAwait(false);
        Begin(conversation);
    }

    /// <summary>Takes one activity and answers the request with its id.</summary>
    /// <param name="files">What was uploaded with it; null: a post without files.</param>
    public async Task PostAsync(HttpContext http, string conversation, string? userId, WireActivity wire, IReadOnlyList<UploadedFile>? files)
    {
        var response = http.Response;
        if (!BotFrameworkAddress.IsSound(userId))
        {
            await response.RefuseAsync(StatusCodes.Status400BadRequest, "MissingProperty", "The activity has no from.id that can be used.").ConfigureAwait(false);
            return;
        }
        if (host.ApplicationStopping.IsCancellationRequested)
        {
            await response.LaterAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            return;
        }

        var key = DirectLineNames.KeyOf(conversation, ClientIdOf(wire));
        var id = DirectLineNames.ActivityIdOf(conversation, key)!;
        if (ActivityReader.KindOf(wire) is not { } kind || kind == ActivityType.MessageUpdate)
        {
            // Typing and what the bot knows nothing of: taken kindly.
            await AnswerAsync(response, id).ConfigureAwait(false);
            return;
        }

        var user = new ChannelAccount(userId!, wire.From?.Name is { Length: > 0 and <= 200 } name ? BotFrameworkAddress.Storable(name) : null);
        if (kind == ActivityType.Joined)
        {
            await JoinAsync(conversation, user, wire.Locale).ConfigureAwait(false);
        }
        else
        {
            var kept = await KeepAsync(wire, files ?? [], http.RequestAborted).ConfigureAwait(false);
            var (activity, attachments) = (kept.Activity with { Id = id }, kept.Attachments);
            var read = ActivityReader.Read(activity, DirectLineNames.Where(conversation, user), user, key, attachments, clock.GetUtcNow())!;
            // Not tied to the request: a client that hangs up must not undo what is half stored. Where it cannot be stored at all, the
            // client shows it as not sent and offers to try again, under the same id.
            await inbox.AcceptAsync(
                read with { Native = JsonSerializer.Serialize(activity, WireJson.Wire.WireActivity), Timestamp = clock.GetUtcNow() }, CancellationToken.None).ConfigureAwait(false);
            Begin(conversation);
        }
        await AnswerAsync(response, id).ConfigureAwait(false);
    }

    /// <summary>Stores what came along. What is no picture and no PDF by its content is not kept; the turn says so in words.</summary>
    private async Task<(WireActivity Activity, List<Attachment> Attachments)> KeepAsync(WireActivity wire, IReadOnlyList<UploadedFile> files, CancellationToken cancellation)
    {
        var all = files.Concat((wire.Attachments ?? []).Where(a => a?.ContentUrl is not null).Take(10).Select(Inside)).ToList();
        if (all.Count == 0) return (wire with { Attachments = null }, []);

        var shown = new List<WireAttachment>();
        var attachments = new List<Attachment>();
        foreach (var file in all)
        {
            var type = file.Content is { } content ? FileKinds.Sniff(content) : null;
            var address = type is null ? "" : await uploads.SaveAsync(file.Content, cancellation).ConfigureAwait(false);
            shown.Add(new WireAttachment { ContentType = type ?? "application/octet-stream", Name = file.Name, ContentUrl = type is null ? null : address });
            attachments.Add(new Attachment(type is null ? AttachmentKind.Other : FileKinds.OfContentType(type), address)
            {
                Name = file.Name,
                ContentType = type ?? file.ContentType,
                Size = file.Size,
            });
        }
        return (wire with { Attachments = shown }, attachments);
    }

    /// <summary>A file inside the activity. An address elsewhere is not followed: whoever writes it would make us fetch what they like.</summary>
    private static UploadedFile Inside(WireAttachment attachment)
    {
        var content = DataAddress.Read(attachment.ContentUrl!, FileKinds.LargestFile);
        return new UploadedFile(attachment.Name is { Length: <= 300 } name ? BotFrameworkAddress.Storable(name) : null, null, content, content?.Length ?? 0);
    }

    private Activity Joined(string conversation, ChannelAccount user, string? locale) => new()
    {
        Key = DirectLineNames.JoinedKey(conversation),
        Conversation = DirectLineNames.Where(conversation, user),
        Type = ActivityType.Joined,
        From = user,
        Locale = locale is { Length: < 40 } ? locale : null,
        Timestamp = clock.GetUtcNow(),
    };

    private void Begin(string conversation)
    {
        var now = clock.GetUtcNow();
        if (!begun.TryAdd(conversation, now)) return;
        if (begun.Count < 1000) return;
        foreach (var (other, at) in begun)
        {
            if (now - at >= Beginning) begun.TryRemove(KeyValuePair.Create(other, at));
        }
    }

    private static string? ClientIdOf(WireActivity wire) =>
        wire.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    private static Task AnswerAsync(HttpResponse response, string id) =>
        response.WriteWireAsync(StatusCodes.Status200OK, new WireResource(id), WireJson.Wire.WireResource);
}
