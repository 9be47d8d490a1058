using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>The bot's endpoint of the Activity protocol. It answers once the activity is durable; the replies go by the connector, or in the answer when asked so.</summary>
internal sealed class MessagesEndpoint(
    CallerCheck callers,
    IActivityInbox inbox,
    IConversationLog log,
    ExpectedReplies expected,
    OutgoingFiles files,
    GroupLine groups,
    ConnectorClient connector,
    TimeProvider clock,
    IHostApplicationLifetime host,
    ILogger<MessagesEndpoint> logger)
{
    public const string Path = "/api/messages";

    // The specification demands a name (A2020), but the successor SDK's own client sends none when one agent calls another.
    private const string UnnamedChannel = "unnamed";

    /// <summary>How long a caller that expects replies is kept waiting for slow steps.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map(Path, (HttpContext http, MessagesEndpoint endpoint) => http.GuardAsync(() => endpoint.ReceiveAsync(http)));

    private async Task ReceiveAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (!HttpMethods.IsPost(request.Method))
        {
            response.Headers.Allow = "POST";
            await response.RefuseAsync(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", "Activities are posted.").ConfigureAwait(false);
            return;
        }
        if (await callers.WhoAsync(request, http.RequestAborted).ConfigureAwait(false) is not { } caller)
        {
            await RefuseCallerAsync(response, "not proven").ConfigureAwait(false);
            return;
        }

        switch (await WireBody.ReadAsync(request, http.RequestAborted).ConfigureAwait(false))
        {
            case WireBody.Refused refused:
                await response.RefuseAsync(refused.Status, refused.Error.Code, refused.Error.Message).ConfigureAwait(false);
                return;
            case WireBody.Read read when !CallerCheck.MaySend(caller, read.Activity):
                await RefuseCallerAsync(response, "another serviceUrl or channel").ConfigureAwait(false);
                return;
            case WireBody.Read read:
                await TakeAsync(http, caller, read.Activity).ConfigureAwait(false);
                return;
        }
    }

    private async Task TakeAsync(HttpContext http, Caller caller, WireActivity wire)
    {
        var response = http.Response;
        if (wire.Type == "invoke")
        {
            // An invoke wants its answer here and now; the bot offers none by name.
            var (status, code, message) = string.IsNullOrEmpty(wire.Name)
                ? (StatusCodes.Status400BadRequest, "MissingProperty", "An invoke has a name.")
                : (StatusCodes.Status501NotImplemented, "NotImplemented", "The bot knows no invoke of this name.");
            await response.RefuseAsync(status, code, message).ConfigureAwait(false);
            return;
        }

        var expects = wire.DeliveryMode == "expectReplies";
        if (wire.Conversation?.IsGroup == true)
        {
            await AnswerGroupAsync(response, expects, caller, wire).ConfigureAwait(false);
            return;
        }
        if (ActivityReader.KindOf(wire) is not { } kind)
        {
            await AnswerAsync(response, expects, []).ConfigureAwait(false);
            return;
        }
        var sender = kind == ActivityType.Joined ? ActivityReader.Joined(wire) ?? wire.From : wire.From;
        if (Missing(wire, sender) is { } missing)
        {
            await response.RefuseAsync(StatusCodes.Status400BadRequest, "MissingProperty", $"The activity has no {missing} that can be used.").ConfigureAwait(false);
            return;
        }
        if (host.ApplicationStopping.IsCancellationRequested)
        {
            await response.LaterAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            return;
        }

        var activity = ActivityReader.Read(wire, Where(caller, wire), Account(sender!), KeyOf(wire, kind), Attachments(wire), clock.GetUtcNow())!;
        if (expects) await TakeAndAnswerAsync(http, activity).ConfigureAwait(false);
        else if (await AcceptAsync(response, activity).ConfigureAwait(false)) response.ContentLength = 0;
    }

    /// <summary>Groups are none of the bot's business: what it says is for one person. Who speaks to it there, or takes it in, is told so once.</summary>
    private async Task AnswerGroupAsync(HttpResponse response, bool expects, Caller caller, WireActivity wire)
    {
        var asks = wire.Type == "message" || (wire.Type == "conversationUpdate" && wire.MembersAdded?.Any(m => m?.Id is { } id && id == wire.Recipient?.Id) == true);
        if (!asks || Missing(wire, wire.From) is not null)
        {
            await AnswerAsync(response, expects, []).ConfigureAwait(false);
            return;
        }
        var where = Where(caller, wire);
        var line = groups.Once(where.Id, wire.Locale) is { } words ? ReplyWriter.Line(where, words, GroupLine.LanguageOf(wire.Locale), wire.Type == "message" ? wire.Id : null) : null;
        await AnswerAsync(response, expects, line is null ? [] : [line]).ConfigureAwait(false);
        // Said from memory and without a promise: it is not worth a row in the outbox, nor that the caller waits.
        if (line is not null && !expects) _ = connector.PostAsync(where, line, host.ApplicationStopping);
    }

    /// <summary>Takes the activity and keeps the caller until its turn is done. The same activity again gets the same replies again.</summary>
    private async Task TakeAndAnswerAsync(HttpContext http, Activity activity)
    {
        var conversation = activity.Conversation.Id;
        using var wait = expected.Begin(conversation);
        if (!await AcceptAsync(http.Response, activity).ConfigureAwait(false)) return;

        await log.WaitForTurnAsync(conversation, activity.Key, LongestTurn, http.RequestAborted).ConfigureAwait(false);
        var turn = await log.ReadTurnAsync(conversation, activity.Key, http.RequestAborted).ConfigureAwait(false);
        var replies = turn.Concat(wait.Offered).DistinctBy(r => r.Id).OrderBy(r => r.Sequence).ToList();
        await log.MarkSentAsync([.. replies.Select(r => r.Id)], CancellationToken.None).ConfigureAwait(false);
        wait.End(replies);

        var activities = new List<WireActivity>(replies.Count);
        foreach (var reply in replies.Where(r => r.Reply.Class is not (DeliveryClass.Action or DeliveryClass.Echo)))
        {
            var attachments = await files.AttachAsync(reply, http.RequestAborted).ConfigureAwait(false);
            activities.Add(ReplyWriter.Write(reply, Dialect.Of(reply.To), BotFrameworkAddress.ActivityIdOf(reply.To, reply.InReplyTo), attachments));
        }
        await AnswerAsync(http.Response, expects: true, activities).ConfigureAwait(false);
    }

    private async Task<bool> AcceptAsync(HttpResponse response, Activity activity)
    {
        try
        {
            // Not tied to the request: a caller that hangs up must not undo what is half stored.
            await inbox.AcceptAsync(activity, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        // Whatever keeps the store from taking it: the caller is told to come again.
        catch (Exception failure)
        {
            logger.ActivityNotTaken(failure.GetType().Name);
            await response.LaterAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            return false;
        }
    }

    private static async Task AnswerAsync(HttpResponse response, bool expects, IReadOnlyList<WireActivity> replies)
    {
        if (expects) await response.WriteWireAsync(StatusCodes.Status200OK, new WireReplies(replies), WireJson.Wire.WireReplies).ConfigureAwait(false);
        else response.ContentLength = 0;
    }

    private async Task RefuseCallerAsync(HttpResponse response, string reason)
    {
        logger.CallerRefused(reason);
        response.Headers.WWWAuthenticate = "Bearer";
        await response.RefuseAsync(StatusCodes.Status401Unauthorized, "Unauthorized", "The sender of this activity is not proven.").ConfigureAwait(false);
    }

    private static string? Missing(WireActivity wire, WireAccount? sender) =>
        wire.ChannelId is not null && !BotFrameworkAddress.IsSound(wire.ChannelId) ? "channelId"
        : !BotFrameworkAddress.IsSound(wire.Conversation?.Id) ? "conversation.id"
        : !BotFrameworkAddress.IsSound(sender?.Id) ? "from.id"
        : wire.Id is not null && !BotFrameworkAddress.IsSound(wire.Id) ? "id"
        : wire.ServiceUrl is { Length: > BotFrameworkAddress.LongestId } ? "serviceUrl"
        : null;

    private static ConversationReference Where(Caller caller, WireActivity wire) =>
        new(BotFrameworkAddress.Channel, BotFrameworkAddress.BotIdOf(wire.ChannelId ?? UnnamedChannel, caller), wire.Conversation!.Id!)
        {
            ServiceUrl = ServiceUrls.IsAddress(wire.ServiceUrl) ? wire.ServiceUrl : null,
            Bot = wire.Recipient is { } bot && BotFrameworkAddress.IsSound(bot.Id) ? Account(bot) : null,
        };

    private static ChannelAccount Account(WireAccount account) =>
        new(account.Id!, account.Name is { Length: > 0 and <= BotFrameworkAddress.LongestId } name ? BotFrameworkAddress.Storable(name) : null);

    /// <summary>Without an id of its own an activity cannot be told from its double, so each counts.</summary>
    private static string KeyOf(WireActivity wire, ActivityType kind)
    {
        var id = wire.Id ?? $"unnamed:{Guid.NewGuid():N}";
        // A correction has the id of the message that it corrects.
        if (kind == ActivityType.MessageUpdate) id += BotFrameworkAddress.UpdateMark + BotFrameworkAddress.Hash($"{wire.Timestamp}\n{wire.Text}");
        return BotFrameworkAddress.KeyOf(wire.ServiceUrl, wire.Conversation!.Id!, id);
    }

    /// <summary>Files by their address; what lies there is looked at before it is believed. Cards are nothing that a person sent.</summary>
    private static List<Attachment> Attachments(WireActivity wire) =>
        [.. (wire.Attachments ?? []).Where(a => a?.ContentUrl is { Length: > 0 and <= WireBody.LongestActivity }).Take(10).Select(a =>
            new Attachment(FileKinds.OfContentType(a.ContentType), a.ContentUrl!)
            {
                Name = a.Name is { Length: <= 300 } name ? BotFrameworkAddress.Storable(name) : null,
                ContentType = a.ContentType is { Length: <= 200 } type ? BotFrameworkAddress.Storable(type) : null,
            })];
}
