using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Turns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Whatever Telegram answers, what becomes of a reply is what its class says.</summary>
public class OutcomeTests
{
    private static readonly DeliveryClass[] Classes =
        [DeliveryClass.Question, DeliveryClass.MustArrive, DeliveryClass.NiceToHave, DeliveryClass.Edit, DeliveryClass.Action];

    // Surely not sent: sent later, once. Surely refused: dead. In doubt: by class.
    private static readonly (FaultKind Kind, Certainty Certainty)[] Faults =
    [
        (FaultKind.TooManyRequests, Certainty.NotSent),
        (FaultKind.Forbidden, Certainty.Refused),
        (FaultKind.BadRequest, Certainty.Refused),
        (FaultKind.ServerError, Certainty.DoubtNotSent),
        (FaultKind.BadGateway, Certainty.DoubtNotSent),
        (FaultKind.ResetBefore, Certainty.DoubtNotSent),
        (FaultKind.ServerErrorAfter, Certainty.DoubtSent),
        (FaultKind.ResetAfter, Certainty.DoubtSent),
        (FaultKind.HangAfter, Certainty.DoubtSent),
    ];

    private enum Certainty { NotSent, Refused, DoubtNotSent, DoubtSent }

    [Fact]
    public async Task Each_class_of_reply_meets_each_fault_as_the_table_says()
    {
        await using var stage = await Stage.SetInsideAsync();
        await using var bot = await BotInside.StartAsync(
            stage, null, [.. Hurry.Pace, ("Turns__EvidenceWait", "00:00:00.300"), ("Telegram__Timeout", "00:00:02")]);
        var wrong = new List<string>();
        var number = 0;
        foreach (var (kind, certainty) in Faults)
        {
            // One fault at a time: five in doubt at once would make the whole channel pause, which is another rule.
            foreach (var deliveryClass in Classes)
            {
                var owner = new Owner(number++);
                await stage.Telegram.WaitForReplyToAsync(await stage.Telegram.SendTextAsync(owner.User, "/bantuan"), TimeSpan.FromSeconds(30));
                await stage.SettleAsync(TimeSpan.FromSeconds(30));
                var before = await stage.Telegram.ReadChatAsync(owner.User.Id);
                await stage.Telegram.AddFaultAsync(new Fault(kind) { ChatId = owner.User.Id, RetryAfterSeconds = 1, DelayFrom = TimeSpan.FromSeconds(3) });
                var id = await SayAsync(stage, bot, owner, deliveryClass, before.Messages[^1]);
                await stage.SettleAsync(TimeSpan.FromSeconds(60));
                await stage.Telegram.ClearFaultsAsync();

                var after = await stage.Telegram.ReadChatAsync(owner.User.Id);
                var shown = deliveryClass == DeliveryClass.Action ? after.Actions.Count - before.Actions.Count : after.Messages.Count(m => m.PlainText == Words);
                await using var store = stage.OpenStore();
                var row = await store.Outbox.AsNoTracking().SingleAsync(o => o.Id == id);
                var (status, times) = Wanted(certainty, deliveryClass);
                if (row.Status != status || shown != times) wrong.Add($"{kind} on {deliveryClass}: {row.Status} ({row.ErrorCode}), shown {shown} times; wanted {status}, {times} times");
            }
        }
        var counters = await stage.Telegram.ReadCountersAsync();
        Report.Line($"F7 SQLite: {Faults.Length} faults on {Classes.Length} classes, {wrong.Count} outcomes differ from the table, {counters.InsideRetryWindow} calls inside a retry_after");
        Assert.Empty(wrong);
        Assert.Equal(0, counters.InsideRetryWindow);
    }

    private const string Words = "Kabar uji";

    private static (OutboxStatus Status, int Times) Wanted(Certainty certainty, DeliveryClass deliveryClass) => certainty switch
    {
        Certainty.NotSent => (OutboxStatus.Sent, 1),
        Certainty.Refused => (OutboxStatus.Dead, 0),
        Certainty.DoubtNotSent => deliveryClass switch
        {
            DeliveryClass.Question or DeliveryClass.MustArrive or DeliveryClass.Edit => (OutboxStatus.Sent, 1),
            DeliveryClass.NiceToHave or DeliveryClass.Action or DeliveryClass.Echo => (OutboxStatus.Unknown, 0),
        },
        Certainty.DoubtSent => deliveryClass switch
        {
            DeliveryClass.Question or DeliveryClass.MustArrive => (OutboxStatus.Sent, 2),
            DeliveryClass.Edit => (OutboxStatus.Sent, 1),
            DeliveryClass.NiceToHave or DeliveryClass.Action or DeliveryClass.Echo => (OutboxStatus.Unknown, 1),
        },
    };

    /// <summary>Writes a reply of the class, as a turn would, and has it sent.</summary>
    private static async Task<string> SayAsync(Stage stage, BotInside bot, Owner owner, DeliveryClass deliveryClass, BotMessage shown)
    {
        var conversation = Stage.ConversationOf(owner);
        var database = bot.Services.GetRequiredService<ITurnDatabase>();
        var id = await database.WriteAsync(
            async s =>
            {
                var row = (await s.Tables.LoadConversationAsync(conversation, default))!;
                row.NextOutSeq++;
                await s.Tables.SaveConversationAsync(row, default);
                var reply = new Reply
                {
                    Parts = [new ReplyPart("test", [new TextRun(Words)])],
                    Class = deliveryClass,
                    EditsPromptId = deliveryClass == DeliveryClass.Edit ? "shown" : null,
                };
                var now = DateTimeOffset.UtcNow;
                var outbox = new OutboxRow
                {
                    Id = $"{conversation}-test",
                    ConversationId = conversation,
                    Seq = row.NextOutSeq - 1,
                    Channel = "telegram",
                    InboxKey = "event:test",
                    Class = deliveryClass,
                    Payload = JsonSerializer.Serialize(reply, ConversationJson.Default.Reply),
                    ExpiresAt = now.AddMinutes(5),
                    CreatedAt = now,
                };
                await s.Tables.InsertReplyAsync(outbox, default);
                return outbox.Id;
            },
            default);
        await using (var store = stage.OpenStore())
        {
            // The message that an edit rewrites.
            var said = await store.Outbox.OrderByDescending(o => o.Seq).FirstAsync(o => o.ConversationId == conversation && o.Id != id);
            var message = shown.MessageId.ToString(CultureInfo.InvariantCulture);
            await store.Outbox.Where(o => o.Id == said.Id).ExecuteUpdateAsync(o => o.SetProperty(r => r.PromptId, "shown").SetProperty(r => r.ChannelMessageId, message));
        }
        await bot.Services.GetRequiredService<Outbox>().ReloadAsync(conversation, default);
        return id;
    }
}
