using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Store;

/// <summary>One server for all tests of the class, a database for each.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.StartAsync();

    public async Task<Desk> OpenAsync() => await Desk.OpenAsync(new StoreOptions { Provider = StoreProvider.PostgreSql, ConnectionString = await _server!.NewDatabaseAsync() });

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}

public class PostgreSqlTests(PostgreSqlFixture postgres) : IClassFixture<PostgreSqlFixture>
{
    [Fact]
    public async Task A_whole_life_runs_on_PostgreSQL_and_is_exported_and_erased_there()
    {
        await using var desk = await postgres.OpenAsync();
        var id = await desk.RequestedAsync();
        foreach (var act in (string[])["take", "approve", "industry_agreed", "met", "signed"]) await desk.DoneAsync(desk.Officer($"introductions.{act}", id));
        Assert.Equal(IntroductionStage.Signed, await desk.ReadAsync(s => s.Introductions.Select(i => i.Stage).SingleAsync()));
        Assert.Empty(await desk.ReadAsync(s => StoreInvariants.CheckAsync(s, idle: false)));
        Assert.Single(await desk.ListAsync("introductions.mine", "1"));
        await desk.DoneAsync(desk.Request("firms.status", "1"));
        Assert.NotNull((await desk.DoneAsync(desk.Request("data.export", "1"))).Document);
        await desk.DoneAsync(desk.Request("data.erase", "1"));
        Assert.Equal(0, await desk.ReadAsync(s => s.Ikms.CountAsync()));
    }

    [Fact]
    public async Task Two_registrations_with_one_NIB_in_two_transactions_leave_one_firm()
    {
        await using var desk = await postgres.OpenAsync();
        var outcomes = await AtOnceAsync(desk, desk.Registration("1", "1234567890123"), desk.Registration("2", "1234567890123"));
        Assert.Equal("nib_taken", Assert.Single(outcomes.OfType<ActionOutcome.Refused>()).Code);
        Assert.Equal(1, await desk.ReadAsync(s => s.Ikms.CountAsync()));
    }

    [Fact]
    public async Task Two_wishes_for_one_product_and_need_leave_one_live_introduction()
    {
        await using var desk = await postgres.OpenAsync();
        await desk.RegisterAsync("1");
        var (product, need) = (await desk.DescribeAsync("1"), await desk.NeedAsync());
        var outcomes = await AtOnceAsync(desk, desk.Wish("1", product, need), desk.Wish("1", product, need));
        Assert.Equal("already_open", Assert.Single(outcomes.OfType<ActionOutcome.Refused>()).Code);
        Assert.Equal(1, await desk.ReadAsync(s => s.Introductions.CountAsync()));
    }

    [Fact]
    public async Task Approving_twice_at_once_happens_once()
    {
        await using var desk = await postgres.OpenAsync();
        var id = await desk.RequestedAsync();
        var outcomes = await AtOnceAsync(desk, desk.Officer("introductions.approve", id), desk.Officer("introductions.approve", id, officer: "78"));
        Assert.Equal("outdated", Assert.Single(outcomes.OfType<ActionOutcome.Refused>()).Code);
        Assert.Equal(["introductions.approved"], await desk.ToldAsync("1"));
    }

    [Fact]
    public async Task Agreeing_and_withdrawing_at_once_never_lets_contact_out_against_a_withdrawal()
    {
        await using var desk = await postgres.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await AtOnceAsync(desk, desk.Officer("introductions.industry_agreed", id), desk.Request("introductions.withdraw", "1") with { Subject = id });
        Assert.Empty(await desk.ReadAsync(s => StoreInvariants.CheckAsync(s, idle: false)));
        Assert.Equal(EndReason.WithdrawnByIkm, await desk.ReadAsync(s => s.Introductions.Select(i => i.EndReason).SingleAsync()));
    }

    [Fact]
    public async Task Two_people_with_one_linking_code_at_once_are_not_both_joined_to_the_firm()
    {
        await using var desk = await postgres.OpenAsync();
        await desk.RegisterAsync("1");
        for (var round = 0; round < 5; round++)
        {
            var code = (string)(await desk.DoneAsync(desk.Request("persons.link", "1"))).Named["code"]!;
            var outcomes = await AtOnceAsync(desk, [.. Enumerable.Range(0, 4).Select(i => desk.Request("persons.link", $"r{round}p{i}") with { Text = code })]);
            Assert.Single(outcomes.OfType<ActionOutcome.Done>());
            Assert.All(outcomes.OfType<ActionOutcome.Refused>(), refused => Assert.Equal("unknown", refused.Code));
            Assert.Equal(2 + round, await desk.ReadAsync(s => s.ChannelAccounts.CountAsync()));
        }
    }

    [Fact]
    public async Task Starting_twice_migrates_once()
    {
        await using var desk = await postgres.OpenAsync();
        await desk.Services.GetRequiredService<StoreMigration>().ApplyAsync(default);
    }

    /// <summary>Each in a transaction of its own, run again when it lost, as the host does.</summary>
    private static Task<ActionOutcome[]> AtOnceAsync(Desk desk, params ActionRequest[] requests)
    {
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        return Task.WhenAll(requests.Select(request => Task.Run(() => transaction.RunAsync(
            (services, cancellation) => services.GetRequiredKeyedService<IDialogAction>(request.Name).RunAsync(request, cancellation), default))));
    }
}
