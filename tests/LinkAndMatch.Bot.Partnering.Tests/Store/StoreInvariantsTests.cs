using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Partnering.Tests.Store;

public class StoreInvariantsTests
{
    [Fact]
    public async Task A_whole_life_breaks_nothing_but_what_still_waits()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        foreach (var act in (string[])["approve", "industry_agreed", "met"]) await desk.DoneAsync(desk.Officer($"introductions.{act}", id));
        Assert.Empty(await desk.ReadAsync(s => StoreInvariants.CheckAsync(s, idle: false)));
        Assert.All(await desk.ReadAsync(s => StoreInvariants.CheckAsync(s, idle: true)), b => Assert.StartsWith("I1", b, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_invariant_bites()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));
        var chat = Desk.ChatOf("1").Id;
        await BitesAsync("I1", s => s.Conversations.Single(c => c.Id == chat).State = """{"steps":{"s1":{"kind":"model.answer"}}}""");
        await BitesAsync("I2", s => s.Audit.Add(new AuditRow { At = desk.Now, Actor = s.Audit.First(a => a.Action == "firms.register").Actor, Action = "firms.register", Subject = s.Audit.First(a => a.Action == "firms.register").Subject, InboxKey = s.Audit.First(a => a.Action == "firms.register").InboxKey }));
        await BitesAsync("I3", s => s.Outbox.AddRange(Reply(1, desk.Now), Reply(3, desk.Now)));
        await BitesAsync("I3", s => s.Outbox.Single(o => o.Seq == 3).Status = OutboxStatus.Sent);
        await BitesAsync("I4", s => s.Outbox.Add(Reply(4, desk.Now)));
        await BitesAsync("I5", s => s.Consents.First(c => c.Side == ConsentSide.Ikm && c.Purpose == ConsentPurpose.Introduction).WithdrawnAt = desk.Now.AddDays(-1));

        OutboxRow Reply(long seq, DateTimeOffset at) => new() { Id = $"r{seq}", ConversationId = chat, Seq = seq, Channel = "telegram", InboxKey = "nothing", Payload = "{}", CreatedAt = at, Status = OutboxStatus.Sent, SentAt = at.AddSeconds(-seq) };

        async Task BitesAsync(string invariant, Action<PartnershipStore> harm)
        {
            await desk.WriteAsync(harm);
            Assert.Contains(await desk.ReadAsync(s => StoreInvariants.CheckAsync(s, idle: false)), b => b.StartsWith(invariant, StringComparison.Ordinal));
        }
    }
}
