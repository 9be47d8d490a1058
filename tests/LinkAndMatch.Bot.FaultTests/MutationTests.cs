using LinkAndMatch.Bot.CrashHost;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Each guard is taken out once: the test that watches over it must see it, or it proves nothing.</summary>
public class MutationTests
{
    [Fact]
    public async Task Without_the_dedupe_key_the_webhook_storm_fails()
    {
        var seed = Sizes.Seed;
        var (reckoning, _, _) = await WebhookTests.StormAsync(10, seed, Guard.DedupeKey);
        Report.Line($"F19 without the dedupe key, seed {seed}: {reckoning.Summary}");
        Assert.False(reckoning.IsClean, $"seed {seed}: updates that come five times had the effect of one, without a key to know them by.");
    }

    [Fact]
    public async Task Without_the_fence_two_lanes_fail()
    {
        var seed = Sizes.Seed;
        List<Owner> owners = [.. Enumerable.Range(0, 20).Select(i => new Owner(i))];
        var (reckoning, _) = await TwoBotsTests.RaceAsync(owners, Owner.Rounds(owners, new Random(seed)), seed, Guard.Fence);
        Report.Line($"F19 without the fence, seed {seed}: {reckoning.Summary}");
        Assert.False(reckoning.EffectsAreRight, $"seed {seed}: two lanes wrote over each other, and nothing was lost.");
    }

    [Fact]
    public async Task Without_the_Sending_mark_a_death_after_the_call_doubles_what_a_tap_has_proved()
    {
        var doubles = await NamedPointTests.DoublesWithATapAsync(Guard.SendingMark);
        Report.Line($"F19 without the Sending mark: {doubles} doubled messages");
        Assert.Equal(1, doubles);
    }
}
