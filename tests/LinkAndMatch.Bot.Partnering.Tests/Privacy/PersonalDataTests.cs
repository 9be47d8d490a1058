using System.Reflection;
using System.Text.Json.Nodes;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Privacy;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Privacy;

public class PersonalDataTests
{
    [Fact]
    public void Every_table_that_can_hold_personal_data_is_exported_and_erased()
    {
        using var store = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite("Data Source=:memory:").Options);
        var marked = store.Model.GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => p.PropertyInfo!.GetCustomAttribute<PersonalDataAttribute>() is not null))
            .Select(e => e.ClrType)
            // An industry's contact is a person who does not chat: officers keep and delete it.
            .Where(t => t != typeof(Industry));
        Assert.Empty(marked.Except(PersonalTable.All.Select(t => t.Row)));
    }

    [Fact]
    public async Task The_export_holds_every_word_that_is_stored_about_who_asks_and_none_of_others()
    {
        await using var desk = await Desk.OpenAsync();
        var words = await FillAsync(desk);
        await desk.RegisterAsync("2");

        var document = (await desk.DoneAsync(desk.Request("data.export", "1"))).Document!;

        var export = JsonNode.Parse(document.Content)!;
        Assert.Equal(ExportData.Format, (string?)export["format"]);
        foreach (var word in words) Assert.Contains(word, document.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("CV Maju Logam 2", document.Content, StringComparison.Ordinal);
        Assert.Equal("0123456789012", (string?)export["tables"]!["Ikm"]![0]!["nib"]);
    }

    [Fact]
    public async Task After_erasure_no_table_holds_a_word_of_it_and_the_others_are_untouched()
    {
        await using var desk = await Desk.OpenAsync();
        var words = await FillAsync(desk);
        await desk.RegisterAsync("2");
        Assert.NotEmpty(await FoundAsync(desk, words));

        var done = await desk.DoneAsync(desk.Request("data.erase", "1"));

        Assert.True(done.ForgetsConversation);
        await desk.ReadAsync(async s => await new DeleteErasedFiles(s, new Deleted()).RunAsync(default) + await s.SaveChangesAsync());
        Assert.Empty(await FoundAsync(desk, words));
        Assert.Equal("CV Maju Logam 2", await desk.ReadAsync(s => s.Ikms.Select(i => i.Name).SingleAsync()));
        Assert.Equal(1, await desk.ReadAsync(s => s.Tombstones.CountAsync()));
        Assert.Equal(0, await desk.ReadAsync(s => s.Outbox.CountAsync(o => o.Status == OutboxStatus.Pending && o.ConversationId == Desk.ChatOf("1").Id)));
        // The proof of consent stays, with a pseudonym.
        Assert.All(await desk.ReadAsync(s => s.Consents.Where(c => c.Side == ConsentSide.Ikm && c.PersonId == null).ToListAsync()), c => Assert.NotNull(c.WithdrawnAt));
        Assert.True(await desk.ReadAsync(s => s.Audit.AnyAsync(a => a.Action == "data.erase")));
        // The officers hear that it is over.
        Assert.Equal(1, await desk.ReadAsync(s => s.Inbox.CountAsync(i => i.UpdateKey.StartsWith("event:introductions.withdrawn"))));
        // And they may come back.
        await desk.RegisterAsync("1", "0123456789012");
    }

    [Fact]
    public async Task Pictures_go_when_nobody_else_shows_them()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        await desk.RegisterAsync("2");
        await desk.DescribeAsync("1");
        var shared = desk.Request("products.describe", "2", ("name", new SlotValue.Text("Ring")), ("photos", new SlotValue.Files(["bb"])));
        await desk.DoneAsync(shared);
        await desk.DoneAsync(desk.Request("data.erase", "1"));
        var files = new Deleted();

        await using var scope = desk.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<PartnershipStore>();
        Assert.Equal(1, await new DeleteErasedFiles(store, files).RunAsync(default));
        await store.SaveChangesAsync();

        Assert.Equal(["aa"], files.Hashes);
        Assert.Equal(0, await new DeleteErasedFiles(store, files).RunAsync(default));
    }

    [Fact]
    public async Task Words_older_than_two_years_go_and_their_keys_stay()
    {
        await using var desk = await Desk.OpenAsync();
        await FillAsync(desk);
        await desk.ReadAsync(s => s.Inbox.ExecuteUpdateAsync(i => i.SetProperty(r => r.Status, InboxStatus.Done)));
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        Assert.Equal(0, await transaction.RunAsync((s, c) => s.GetRequiredService<ApplyRetention>().RunAsync(desk.Now, c), default));
        Assert.NotEqual(0, await transaction.RunAsync((s, c) => s.GetRequiredService<ApplyRetention>().RunAsync(desk.Now + Retention.Transcript + TimeSpan.FromDays(1), c), default));
        Assert.False(await desk.ReadAsync(s => s.Inbox.AnyAsync(i => i.Payload != "")));
        Assert.True(await desk.ReadAsync(s => s.Inbox.AnyAsync()));
    }

    [Fact]
    public async Task Whoever_has_only_chatted_is_erased_too_and_the_officers_group_never()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Apakah gratis?" });
        await desk.DoneAsync(desk.Request("data.erase", "1"));
        Assert.Equal(0, await desk.ReadAsync(s => s.Questions.CountAsync()));
        Assert.Equal("nothing", await desk.RefusedAsync(desk.Officer("data.erase", "x")));
        Assert.Equal("nothing", await desk.RefusedAsync(desk.Officer("data.export", "x")));
    }

    /// <summary>A life with everything in it, each personal column holding a word of its own.</summary>
    private static async Task<IReadOnlyList<string>> FillAsync(Desk desk)
    {
        await desk.RegisterAsync("1", "0123456789012");
        var (product, need) = (await desk.DescribeAsync("1"), await desk.NeedAsync());
        var id = (string)(await desk.DoneAsync(desk.Wish("1", product, need))).Named["introduction"]!;
        foreach (var act in (string[])["approve", "industry_agreed", "met", "signed"]) await desk.DoneAsync(desk.Officer($"introductions.{act}", id));
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Apakah gratis?" });
        await desk.DoneAsync(desk.Officer("questions.answer", (await desk.EventAsync("questions.asked")).Subject!, "Ya."));
        await desk.DoneAsync(desk.Request("officers.call", "1") with { Text = "tolong" });
        var told = $"event:introductions.requested:{id}:0";

        var words = new List<string>();
        await desk.WriteAsync(store =>
        {
            var chat = Desk.ChatOf("1");
            store.Inbox.Add(new InboxRow { Channel = chat.Channel, BotId = chat.BotId, UpdateKey = "5001", Order = 5001, ConversationId = chat.Id, ReceivedAt = desk.Now, Payload = "{}" });
            store.Outbox.Add(new OutboxRow { Id = "5001-0", ConversationId = chat.Id, Seq = 1, Channel = chat.Channel, InboxKey = "5001", Payload = "{}", CreatedAt = desk.Now });
            store.Outbox.Add(new OutboxRow { Id = "card-0", ConversationId = Desk.Group.Id, Seq = 1, Channel = "telegram", InboxKey = told, Payload = "\"kata-kartu-petugas\"", CreatedAt = desk.Now, Status = OutboxStatus.Sent });
            store.Due.Add(new DueRow { Id = "d1", Subject = chat.Id, Purpose = "form.warn", At = desk.Now, Payload = "{}" });
        });
        await desk.WriteAsync(store =>
        {
            // The card is not the person's own row, but it shows them.
            foreach (var row in store.Inbox.Where(i => i.ConversationId == Desk.Group.Id)) row.Status = InboxStatus.Done;
            foreach (var type in PersonalTable.All.Select(t => t.Row))
            {
                foreach (var row in (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), Type.EmptyTypes)!.MakeGenericMethod(type).Invoke(store, null)!)
                {
                    if (row is InboxRow { ConversationId: var where } && where != Desk.ChatOf("1").Id) continue;
                    if (row is OutboxRow { InboxKey: var key } && key == told) continue;
                    if (row is ConversationRow { Id: var whose } && whose != Desk.ChatOf("1").Id) continue;
                    foreach (var column in store.Entry(row).Properties)
                    {
                        if (column.Metadata.PropertyInfo!.GetCustomAttribute<PersonalDataAttribute>() is null || column.Metadata.IsKey()) continue;
                        var word = $"kata-{type.Name.ToLowerInvariant()}-{column.Metadata.Name.ToLowerInvariant()}";
                        if (column.Metadata.ClrType == typeof(List<string>)) column.CurrentValue = new List<string> { word };
                        else if (column.Metadata.ClrType != typeof(string) || column.Metadata.Name is "ConversationId" or "State" or "Reference") continue;
                        else column.CurrentValue = column.Metadata.Name == "Payload" ? $"\"{word}\"" : word;
                        words.Add(word);
                    }
                }
            }
        });
        Assert.True(words.Distinct().Count() > 15);
        return [.. words.Distinct(), "0123456789012"];
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(Desk desk, IReadOnlyList<string> words)
    {
        await using var scope = desk.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<PartnershipStore>();
        var found = new List<string>();
        foreach (var type in store.Model.GetEntityTypes())
        {
            foreach (var row in (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), Type.EmptyTypes)!.MakeGenericMethod(type.ClrType).Invoke(store, null)!)
            {
                var values = string.Join('|', store.Entry(row).Properties.Select(p => p.CurrentValue is List<string> list ? string.Join('|', list) : p.CurrentValue?.ToString()));
                found.AddRange(words.Append("kata-kartu-petugas").Where(w => values.Contains(w, StringComparison.Ordinal)).Select(w => $"{type.ClrType.Name}: {w}"));
            }
        }

        return found;
    }

    private sealed class Deleted : IFileStore
    {
        public List<string> Hashes { get; } = [];

        public Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation) => throw new NotSupportedException();

        public Task DeleteAsync(string hash, CancellationToken cancellation)
        {
            Hashes.Add(hash);
            return Task.CompletedTask;
        }
    }
}
