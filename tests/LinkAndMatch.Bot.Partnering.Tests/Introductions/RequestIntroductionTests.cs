using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Introductions;

public class RequestIntroductionTests
{
    [Fact]
    public async Task A_request_freezes_the_reasons_keeps_the_consent_and_tells_the_officers()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();

        var introduction = await desk.ReadAsync(s => s.Introductions.Include(i => i.History).SingleAsync());
        Assert.Equal(id, CompactId.Of(introduction.Id));
        Assert.Equal(IntroductionStage.Requested, introduction.Stage);
        Assert.Contains(Match.ReadReasons(introduction.Reasons), r => r is { Kind: ReasonKind.Process, Verdict: Verdict.For });
        Assert.Single(introduction.History);
        var told = await desk.ReadAsync(s => s.Inbox.SingleAsync());
        Assert.Equal($"event:introductions.requested:{id}:0", told.UpdateKey);
        Assert.Equal(Desk.Group.Id, told.ConversationId);
    }

    [Fact]
    public async Task One_product_and_one_need_have_one_live_introduction()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var product = await desk.DescribeAsync("1");
        var need = await desk.NeedAsync();
        await desk.DoneAsync(desk.Wish("1", product, need));
        Assert.Equal("already_open", await desk.RefusedAsync(desk.Wish("1", product, need)));
    }

    [Fact]
    public async Task Two_requests_at_the_same_moment_leave_one_introduction()
    {
        await using var desk = await Desk.OpenFileAsync();
        await desk.RegisterAsync("1");
        var product = await desk.DescribeAsync("1");
        var need = await desk.NeedAsync();
        await using var one = desk.Services.CreateAsyncScope();
        await using var two = desk.Services.CreateAsyncScope();
        await one.ServiceProvider.GetRequiredKeyedService<IDialogAction>("introductions.request").RunAsync(desk.Wish("1", product, need), default);
        await two.ServiceProvider.GetRequiredKeyedService<IDialogAction>("introductions.request").RunAsync(desk.Wish("1", product, need), default);
        await one.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => two.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync());
        Assert.Equal("already_open", await desk.RefusedAsync(desk.Wish("1", product, need)));
    }

    [Fact]
    public async Task A_closed_need_and_an_unregistered_owner_are_refused()
    {
        await using var desk = await Desk.OpenAsync();
        var need = await desk.NeedAsync(n => n.Status = NeedStatus.Closed);
        Assert.Equal("not_registered", await desk.RefusedAsync(desk.Wish("1", "x", need)));
        await desk.RegisterAsync("1");
        Assert.Equal("need_closed", await desk.RefusedAsync(desk.Wish("1", await desk.DescribeAsync("1"), need)));
    }

    [Fact]
    public async Task Status_shows_firm_products_and_the_introduction_with_its_stage()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RequestedAsync();
        var done = await desk.DoneAsync(desk.Request("firms.status", "1"));
        var introductions = Assert.IsAssignableFrom<IReadOnlyList<IReadOnlyDictionary<string, object?>>>(done.Named["introductions"]);
        Assert.Equal("requested", Assert.Single(introductions)["stage"]);
        Assert.Single(done.Buttons);
    }

    [Fact]
    public async Task Every_open_need_is_ranked_and_one_that_cannot_be_met_is_shown_last()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var product = await desk.DescribeAsync("1");
        var unmet = await desk.NeedAsync(n => n.RequiredCertificates = ["iso9001"], "Braket bersertifikat");
        var poor = await desk.NeedAsync(n => (n.Component, n.Processes, n.Materials) = ("mold_die", ["bending"], ["tool_steel"]), "Cetakan");
        var best = await desk.NeedAsync();
        await desk.NeedAsync(n => n.Status = NeedStatus.Paused);

        var list = await desk.ListAsync("matches.best", "1", ("product", product));

        Assert.Equal(best, list[0].Id);
        Assert.Equal(3, list.Count);
        var last = list.Single(i => i.Id == unmet);
        Assert.Equal(false, last.Fields["can_be_met"]);
        var against = Assert.IsAssignableFrom<IReadOnlyList<IReadOnlyDictionary<string, object?>>>(last.Fields["against"]);
        Assert.Contains(against, r => (string?)r["kind"] == "required_certificate" && (string?)r["verdict"] == "missing");
        Assert.Contains(poor, list.Select(i => i.Id));
    }
}
