using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Introductions;

public class LifeOfAnIntroductionTests
{
    [Fact]
    public async Task From_request_to_memorandum_each_step_is_told_audited_and_kept_in_the_history()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        foreach (var act in (string[])["take", "approve", "industry_agreed", "met", "trial", "signed"]) await desk.DoneAsync(desk.Officer($"introductions.{act}", id));

        var introduction = await desk.ReadAsync(s => s.Introductions.Include(i => i.History).SingleAsync());
        Assert.Equal(IntroductionStage.Signed, introduction.Stage);
        Assert.Equal(
            [IntroductionStage.Requested, IntroductionStage.Offered, IntroductionStage.Agreed, IntroductionStage.Met, IntroductionStage.Trial, IntroductionStage.Signed],
            introduction.History.OrderBy(h => h.Id).Select(h => h.To));
        Assert.Equal(
            ["introductions.approved", "introductions.agreed", "introductions.met", "introductions.trial", "introductions.signed"],
            await desk.ToldAsync("1"));
        var partnership = await desk.ReadAsync(s => s.Partnerships.Include(p => p.Mous).SingleAsync());
        Assert.Equal(new DateOnly(2026, 11, 23), Assert.Single(partnership.Mous).SignedOn);
        Assert.Equal(6, await desk.ReadAsync(s => s.Audit.CountAsync(a => a.Actor == "officer:telegram:77")));
    }

    [Fact]
    public async Task Contact_data_is_in_no_event_before_both_have_agreed_and_in_that_one()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        Assert.DoesNotContain("+62215550100", string.Concat(await desk.ReadAsync(s => s.Inbox.Select(i => i.Payload).ToListAsync())), StringComparison.Ordinal);
        Assert.False(Assert.Single(await desk.ListAsync("introductions.card", "1", ("subject", id))).Fields.ContainsKey("contact_phone"));

        var agreed = await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));

        Assert.Equal("+62215550100", (await desk.EventAsync("introductions.agreed")).Data["contact_phone"]);
        Assert.Equal("+6281234500001", agreed.Named["phone"]);
        Assert.Equal(2, await desk.ReadAsync(s => s.Consents.CountAsync(c => c.Purpose == ConsentPurpose.Introduction)));
    }

    [Fact]
    public async Task A_consent_withdrawn_before_the_industry_agrees_lets_nothing_out()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await desk.DoneAsync(desk.Request("introductions.withdraw", "1") with { Subject = id });

        Assert.Equal("ended", await desk.RefusedAsync(desk.Officer("introductions.industry_agreed", id)));
        Assert.Null(await desk.ReadAsync(s => s.Introductions.Select(i => i.DisclosedAt).SingleAsync()));
        Assert.DoesNotContain("introductions.agreed", await desk.ToldAsync("1"));
        // Approved but not told yet: what was on its way is called off.
        Assert.Equal(InboxStatus.Done, await desk.ReadAsync(s => s.Inbox.Where(i => i.UpdateKey.StartsWith("event:introductions.approved")).Select(i => i.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_consent_that_ran_out_is_no_consent()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await desk.ReadAsync(s => s.Consents.Where(c => c.Purpose == ConsentPurpose.Introduction).ExecuteUpdateAsync(c => c.SetProperty(x => x.ExpiresAt, desk.Now)));
        Assert.Equal("consent_missing", await desk.RefusedAsync(desk.Officer("introductions.industry_agreed", id)));
    }

    [Fact]
    public async Task Approving_twice_happens_once_and_the_second_is_refused_in_words()
    {
        await using var desk = await Desk.OpenFileAsync();
        var id = await desk.RequestedAsync();
        await using var one = desk.Services.CreateAsyncScope();
        await using var two = desk.Services.CreateAsyncScope();
        foreach (var scope in (AsyncServiceScope[])[one, two])
        {
            Assert.IsType<ActionOutcome.Done>(await scope.ServiceProvider.GetRequiredKeyedService<IDialogAction>("introductions.approve").RunAsync(desk.Officer("introductions.approve", id), default));
        }

        await one.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync();
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => two.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync());
        Assert.Equal("outdated", await desk.RefusedAsync(desk.Officer("introductions.approve", id)));
        Assert.Equal(["introductions.approved"], await desk.ToldAsync("1"));
    }

    [Fact]
    public async Task Agreeing_and_withdrawing_at_the_same_moment_do_not_both_happen()
    {
        await using var desk = await Desk.OpenFileAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await using var officer = desk.Services.CreateAsyncScope();
        await using var owner = desk.Services.CreateAsyncScope();
        await officer.ServiceProvider.GetRequiredKeyedService<IDialogAction>("introductions.industry_agreed").RunAsync(desk.Officer("introductions.industry_agreed", id), default);
        await owner.ServiceProvider.GetRequiredKeyedService<IDialogAction>("introductions.withdraw").RunAsync(desk.Request("introductions.withdraw", "1") with { Subject = id }, default);
        await owner.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => officer.ServiceProvider.GetRequiredService<PartnershipStore>().SaveChangesAsync());
        Assert.DoesNotContain("introductions.agreed", await desk.ToldAsync("1"));
    }

    [Theory]
    [InlineData("refuse", "introductions.refused", EndReason.RefusedByOfficer)]
    [InlineData("end", "introductions.refused", EndReason.NoResult)]
    public async Task An_officer_ends_it_only_with_a_reason_that_the_owner_reads(string act, string told, EndReason reason)
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        Assert.Equal("reason_missing", await desk.RefusedAsync(desk.Officer($"introductions.{act}", id)));
        await desk.DoneAsync(desk.Officer($"introductions.{act}", id, "Gambarnya belum ada."));
        Assert.Equal("Gambarnya belum ada.", (await desk.EventAsync(told)).Data["reason"]);
        Assert.Equal(reason, await desk.ReadAsync(s => s.Introductions.Select(i => i.EndReason).SingleAsync()));
        Assert.Equal("ended", await desk.RefusedAsync(desk.Officer("introductions.approve", id)));
    }

    [Fact]
    public async Task After_an_end_the_same_product_and_need_may_be_tried_again()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var (product, need) = (await desk.DescribeAsync("1"), await desk.NeedAsync());
        var first = (string)(await desk.DoneAsync(desk.Wish("1", product, need))).Named["introduction"]!;
        await desk.DoneAsync(desk.Officer("introductions.refuse", first, "Belum lengkap."));
        await desk.DoneAsync(desk.Wish("1", product, need));
        Assert.Equal(2, await desk.ReadAsync(s => s.Introductions.CountAsync()));
    }

    [Fact]
    public async Task A_suggestion_waits_for_the_owners_yes_and_that_tap_is_the_consent()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        await desk.RegisterAsync("2");
        var (product, need) = (CompactId.Read(await desk.DescribeAsync("1"))!.Value, CompactId.Read(await desk.NeedAsync())!.Value);
        var deed = new OfficerDeed("officer:terminal:local", desk.Now);
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        var done = Assert.IsType<ActionOutcome.Done>(await transaction.RunAsync<ActionOutcome>((s, c) => s.GetRequiredService<SuggestIntroduction>().RunAsync(product, need, deed, c), default));
        var id = (string)done.Named["introduction"]!;
        Assert.Equal(["introductions.suggested"], await desk.ToldAsync("1"));

        var card = Assert.Single(await desk.ListAsync("introductions.card", "1", ("subject", id)));
        Assert.Equal(["introductions.accept", "introductions.decline"], card.Actions!);
        Assert.Empty(await desk.ListAsync("introductions.card", "2", ("subject", id)));
        Assert.Equal("not_yours", await desk.RefusedAsync(desk.Request("introductions.accept", "2") with { Subject = id, Version = card.Version }));
        Assert.Equal("outdated", await desk.RefusedAsync(desk.Request("introductions.accept", "1") with { Subject = id, Version = "99" }));

        await desk.DoneAsync(desk.Request("introductions.accept", "1") with { Subject = id, Version = card.Version });
        Assert.Equal(IntroductionStage.Requested, await desk.ReadAsync(s => s.Introductions.Select(i => i.Stage).SingleAsync()));
        Assert.Equal("outdated", await desk.RefusedAsync(desk.Request("introductions.accept", "1") with { Subject = id, Version = card.Version }));
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));
    }

    [Fact]
    public async Task An_owner_cannot_act_as_an_officer_and_sees_no_officers_card()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        Assert.Equal("not_officer", await desk.RefusedAsync(desk.Request("introductions.approve", "1") with { Subject = id }));
        Assert.Empty(await desk.ListAsync("introductions.officer_card", "1", ("subject", id)));
        Assert.Single(await desk.ListAsync("introductions.officer_card", "officers", ("subject", id)));
    }

    [Fact]
    public async Task One_officer_takes_it_and_the_other_is_told_so()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        var done = await desk.DoneAsync(desk.Officer("introductions.take", id));
        Assert.Equal("Bu Officer", done.Named["officer"]);
        Assert.Equal(["introductions.approve", "introductions.refuse"], done.Buttons.Select(b => b.Action));
        Assert.Equal("already_taken", await desk.RefusedAsync(desk.Officer("introductions.take", id, officer: "78")));
    }

    [Fact]
    public async Task What_nobody_answers_runs_out_and_the_owner_is_told()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RequestedAsync();
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        desk.Now += ExpireIntroductions.AskedFor;
        Assert.Equal(0, await transaction.RunAsync((s, c) => s.GetRequiredService<ExpireIntroductions>().RunAsync(desk.Now, c), default));
        desk.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, await transaction.RunAsync((s, c) => s.GetRequiredService<ExpireIntroductions>().RunAsync(desk.Now, c), default));
        Assert.Equal(["introductions.expired"], await desk.ToldAsync("1"));
    }

    [Fact]
    public async Task Without_an_officers_group_the_request_waits_in_the_store()
    {
        await using var desk = await Desk.OpenAsync(group: false);
        await desk.RequestedAsync();
        Assert.Equal(0, await desk.ReadAsync(s => s.Inbox.CountAsync()));
    }

    [Fact]
    public async Task A_confidential_need_keeps_its_industry_to_itself_until_both_agree()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var (product, need) = (await desk.DescribeAsync("1"), await desk.NeedAsync(n => n.Confidential = true));
        var id = (string)(await desk.DoneAsync(desk.Wish("1", product, need))).Named["introduction"]!;
        Assert.Null(Assert.Single(await desk.ListAsync("matches.best", "1", ("product", product))).Fields["industry"]);
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        Assert.False((await desk.EventAsync("introductions.approved")).Data.ContainsKey("industry"));
        await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));
        Assert.Equal("PT Contoh Roda Nusantara", (await desk.EventAsync("introductions.agreed")).Data["industry"]);
    }

    [Fact]
    public void Each_stage_leads_only_where_the_design_says()
    {
        foreach (var stage in Enum.GetValues<IntroductionStage>())
        {
            Assert.Equal(stage != IntroductionStage.Ended, stage.Next.Contains(IntroductionStage.Ended));
            Assert.DoesNotContain(stage.Next, s => s != IntroductionStage.Ended && s <= stage);
        }
    }
}
