using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Partnering.Tests.Persons;

public sealed class LinkAccountTests
{
    [Fact]
    public async Task A_code_joins_an_account_on_another_channel_to_the_same_firm_and_the_first_chat_is_told()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var code = await CodeAsync(desk, "1");
        var done = await desk.DoneAsync(OnThePage(desk, code));
        Assert.Equal("persons.link.linked", done.TextKey);

        var accounts = await desk.ReadAsync(s => s.ChannelAccounts.ToListAsync());
        Assert.Equal(2, accounts.Count);
        Assert.Single(accounts.Select(a => a.PersonId).Distinct());
        Assert.Contains(await desk.ReadAsync(s => s.Inbox.ToListAsync()), i => i.UpdateKey.StartsWith("event:persons.linked:", StringComparison.Ordinal) && i.Channel == "telegram");
    }

    [Fact]
    public async Task A_code_is_good_once_and_for_fifteen_minutes()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var first = await CodeAsync(desk, "1");
        var second = await CodeAsync(desk, "1");
        Assert.Equal("unknown", await desk.RefusedAsync(OnThePage(desk, first)));
        await desk.DoneAsync(OnThePage(desk, second));
        Assert.Equal("unknown", await desk.RefusedAsync(OnThePage(desk, second, "dl_other")));

        var late = await CodeAsync(desk, "1");
        desk.Now += LinkCode.GoodFor;
        Assert.Equal("unknown", await desk.RefusedAsync(OnThePage(desk, late, "dl_other")));
    }

    [Fact]
    public async Task An_account_that_is_somebody_already_is_never_made_somebody_else()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        await desk.RegisterAsync("2");
        var code = await CodeAsync(desk, "1");
        Assert.Equal("somebody_else", await desk.RefusedAsync(desk.Request("persons.link", "2") with { Text = code }));
        Assert.Equal("already", await desk.RefusedAsync(desk.Request("persons.link", "1") with { Text = code }));
        Assert.Equal("not_registered", await desk.RefusedAsync(desk.Request("persons.link", "3")));
        Assert.Equal("unknown", await desk.RefusedAsync(OnThePage(desk, "bukan kode")));
    }

    [Fact]
    public async Task A_code_has_128_random_bits_is_read_however_it_is_typed_and_is_kept_only_as_a_hash()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var code = await CodeAsync(desk, "1");
        var letters = code.Replace("-", "", StringComparison.Ordinal);
        Assert.True(letters.Length * 5 >= 128);
        var kept = await desk.ReadAsync(s => s.LinkCodes.SingleAsync());
        Assert.DoesNotContain(letters, kept.Hash, StringComparison.OrdinalIgnoreCase);
        await desk.DoneAsync(OnThePage(desk, $" {letters.ToLowerInvariant().Replace('0', 'o')} "));
        Assert.Equal(200, Enumerable.Range(0, 200).Select(_ => LinkCode.NewCode()).Distinct().Count());
    }

    private static async Task<string> CodeAsync(Desk desk, string user) => (string)(await desk.DoneAsync(desk.Request("persons.link", user))).Named["code"]!;

    private static ActionRequest OnThePage(Desk desk, string code, string user = "dl_page") => desk.Request("persons.link", user) with
    {
        Conversation = new ConversationReference("directline", "linkandmatch", $"with-{user}"),
        Text = code,
    };
}
