using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Firms;

public class RegisterFirmTests
{
    [Fact]
    public async Task Registering_makes_the_person_their_consent_and_their_firm_and_says_the_code()
    {
        await using var desk = await Desk.OpenAsync();
        var done = await desk.RegisterAsync("1", "0123456789012");

        Assert.Matches("^IKM-[0-9A-HJKMNP-TV-Z]{8}$", (string)done.Named["code"]!);
        var firm = await desk.ReadAsync(s => s.Ikms.SingleAsync());
        Assert.Equal("0123456789012", firm.Nib!.Value.Digits);
        Assert.Equal(["mesin roll"], firm.OtherMachines);
        var consent = await desk.ReadAsync(s => s.Consents.SingleAsync());
        Assert.Equal(ConsentPurpose.Register, consent.Purpose);
        Assert.Equal("1", consent.MessageKey);
        var audit = await desk.ReadAsync(s => s.Audit.SingleAsync());
        Assert.Equal("firms.register", audit.Action);
        Assert.DoesNotContain("Slamet", audit.Actor + audit.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_without_consent()
    {
        await using var desk = await Desk.OpenAsync();
        var request = desk.Registration("1");
        var without = request.Answers.Values.Where(v => v.Key != "consent").Select(v => (v.Key, v.Value)).ToArray();
        Assert.Equal("consent_missing", await desk.RefusedAsync(desk.Request("firms.register", "1", without)));
        Assert.Equal(0, await desk.ReadAsync(s => s.Persons.CountAsync()));
    }

    [Fact]
    public async Task One_person_registers_once()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        Assert.Equal("already_registered", await desk.RefusedAsync(desk.Registration("1")));
    }

    [Fact]
    public async Task A_NIB_belongs_to_one_firm_and_its_owner_may_give_it_again()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1", "1234567890123");
        Assert.Equal("nib_taken", await desk.RefusedAsync(desk.Registration("2", "1234567890123")));
        Assert.Equal("nib_taken", await CheckAsync(desk, "2"));
        Assert.Null(await CheckAsync(desk, "1"));

        static async Task<string?> CheckAsync(Desk desk, string user)
        {
            await using var scope = desk.Services.CreateAsyncScope();
            var check = scope.ServiceProvider.GetRequiredKeyedService<ISlotCheck>("firms.nib_free");
            return (await check.CheckAsync(new Query.Check("firms.nib_free", "nib", "1234567890123"), new DialogScope(Desk.ChatOf(user), new ChannelAccount(user), "id", desk.Now), default)).Code;
        }
    }

    [Fact]
    public async Task Two_registrations_with_one_NIB_at_the_same_moment_leave_one_firm()
    {
        await using var desk = await Desk.OpenFileAsync();
        await desk.RegisterAsync("9");
        // Both have looked before either has saved: the unique key decides, and the loser, run again, is refused in words.
        await using var one = desk.Services.CreateAsyncScope();
        await using var two = desk.Services.CreateAsyncScope();
        var storeOne = one.ServiceProvider.GetRequiredService<LinkAndMatch.Bot.Partnering.Store.PartnershipStore>();
        var storeTwo = two.ServiceProvider.GetRequiredService<LinkAndMatch.Bot.Partnering.Store.PartnershipStore>();
        Assert.IsType<ActionOutcome.Done>(await one.ServiceProvider.GetRequiredKeyedService<IDialogAction>("firms.register").RunAsync(desk.Registration("1", "1234567890123"), default));
        Assert.IsType<ActionOutcome.Done>(await two.ServiceProvider.GetRequiredKeyedService<IDialogAction>("firms.register").RunAsync(desk.Registration("2", "1234567890123"), default));
        await storeOne.SaveChangesAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => storeTwo.SaveChangesAsync());
        Assert.Equal("nib_taken", await desk.RefusedAsync(desk.Registration("2", "1234567890123")));
        Assert.Equal(1, await desk.ReadAsync(s => s.Ikms.CountAsync(i => i.Nib != null)));
    }

    [Fact]
    public async Task The_form_opens_on_what_is_stored_and_a_change_is_kept()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1", "1234567890123");
        var item = Assert.Single(await desk.ListAsync("firms.mine", "1"));
        Assert.Equal(new SlotValue.Text("CV Maju Logam 1"), item.Values!["firm"]);
        Assert.Equal(new SlotValue.Text("1234567890123"), item.Values["nib"]);

        var changed = item.Values.Select(v => (v.Key, v.Key == "workers" ? new SlotValue.Integer(52) : v.Value)).ToArray();
        await desk.DoneAsync(desk.Request("firms.update", "1", changed));

        var firm = await desk.ReadAsync(s => s.Ikms.SingleAsync());
        Assert.Equal(52, firm.Workers);
        Assert.Equal(1, firm.Version);
    }

    [Fact]
    public async Task The_facts_of_a_person_are_empty_before_and_counted_after()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Equal(false, (await FactsAsync())["known"]);
        await desk.RequestedAsync();
        var facts = await FactsAsync();
        Assert.Equal(true, facts["registered"]);
        Assert.Equal("CV Maju Logam 1", facts["firm"]);
        Assert.Equal(1L, facts["products"]);
        Assert.Equal(1L, facts["introductions"]);

        async Task<IReadOnlyDictionary<string, object?>> FactsAsync()
        {
            await using var scope = desk.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<IPersonReader>().ReadAsync(new Query.Person("telegram", "bot", "1"), default)).Named;
        }
    }
}
