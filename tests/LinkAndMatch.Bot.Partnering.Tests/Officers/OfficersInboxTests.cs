using LinkAndMatch.Bot.Partnering.Officers;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Officers;

public class OfficersInboxTests
{
    [Fact]
    public async Task Without_a_group_everything_that_waits_is_listed_oldest_first_with_what_can_be_done()
    {
        await using var desk = await Desk.OpenAsync(group: false);
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Apakah gratis?" });
        desk.Now += TimeSpan.FromMinutes(1);
        await desk.RequestedAsync();
        desk.Now += TimeSpan.FromMinutes(1);
        await desk.DoneAsync(desk.Request("officers.call", "1"));

        await using var scope = desk.Services.CreateAsyncScope();
        var entries = await scope.ServiceProvider.GetRequiredService<OfficersInbox>().ListAsync(default);

        Assert.Equal(["questions.officer_card", "introductions.officer_card", "officers.call_card"], entries.Select(e => e.Source));
        Assert.Equal("Apakah gratis?", entries[0].Item.Fields["text"]);
        Assert.Contains("introductions.approve", entries[1].Item.Actions!);
    }
}
