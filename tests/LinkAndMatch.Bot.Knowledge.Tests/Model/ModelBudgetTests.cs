using System.Diagnostics;
using System.Diagnostics.Metrics;
using LinkAndMatch.Bot.FakeAzureOpenAI;
using LinkAndMatch.Bot.Knowledge.Model;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class ModelBudgetTests
{
    private const string Question = "kalau sudah tanda tangan apakah pasti dikasih kerjaan?";

    [Fact]
    public void A_person_who_used_up_the_day_waits_for_the_next_and_others_do_not()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var budget = new ModelBudget(new AzureOpenAIOptions { TokensPerPersonPerDay = 1_000, TokensPerDay = 10_000, TokensPerCall = 900 }, clock);
        Assert.True(budget.TryTake("a", 900));
        budget.Settle("a", 900, 850);
        Assert.False(budget.TryTake("a", 200));
        Assert.True(budget.TryTake("a", 150));
        Assert.True(budget.TryTake("b", 900));
        clock.Advance(TimeSpan.FromHours(15));
        Assert.True(budget.TryTake("a", 900));
    }

    [Fact]
    public void All_together_and_one_call_alone_have_their_limits()
    {
        var budget = new ModelBudget(new AzureOpenAIOptions { TokensPerPersonPerDay = 5_000, TokensPerDay = 1_500, TokensPerCall = 1_000 }, TimeProvider.System);
        Assert.False(budget.TryTake("a", 1_001));
        Assert.True(budget.TryTake("a", 1_000));
        Assert.False(budget.TryTake("b", 600));
    }

    [Fact]
    public async Task Over_budget_the_search_and_the_officers_serve_and_nothing_is_called()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences(("mou-jaminan-order", "x")), settings: [("TokensPerPersonPerDay", "4000")]);
        chat.Hits = ["mou-jaminan-order"];
        for (var i = 0; i < 40; i++) await chat.SayAsync($"{Question} {i}");
        Assert.InRange(chat.Model.Calls.Count, 1, 35);
        Assert.Contains("faq.unknown_saved", chat.Keys);
        Assert.InRange(chat.Get<ModelBudget>().UsedBy("telegram/bot/7"), 1, 4_000);

        var calls = chat.Model.Calls.Count;
        chat.Conversation = chat.Conversation with { User = new("8", "Lain") };
        await chat.SayAsync(Question);
        Assert.Equal(calls + 1, chat.Model.Calls.Count);
    }

    [Fact]
    public async Task Spans_and_counts_carry_the_usual_names_and_no_words()
    {
        var seen = new List<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = s => s.Name == ModelConnection.Telemetry,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a =>
            {
                lock (seen)
                {
                    seen.Add($"{a.DisplayName} {string.Join(' ', a.TagObjects.Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', a.Events.SelectMany(e => e.Tags).Select(t => $"{t.Key}={t.Value}"))}");
                }
            },
        };
        ActivitySource.AddActivityListener(spans);
        using var counts = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ModelConnection.Telemetry) listener.EnableMeasurementEvents(instrument);
            },
        };
        counts.SetMeasurementEventCallback<int>((i, m, tags, _) => Note(i, m, tags));
        counts.SetMeasurementEventCallback<long>((i, m, tags, _) => Note(i, m, tags));
        counts.SetMeasurementEventCallback<double>((i, m, tags, _) => Note(i, m, tags));
        counts.Start();

        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences(("mou-jaminan-order", "x")));
        chat.Hits = ["mou-jaminan-order"];
        await chat.SayAsync(Question);

        var all = string.Join('\n', seen);
        foreach (var name in (string[])["gen_ai.operation.name", "gen_ai.request.model=chat", "gen_ai.usage.input_tokens=100", "gen_ai.client.token.usage", "linkandmatch.model.steps", "kind=model.answer"])
            Assert.Contains(name, all, StringComparison.Ordinal);
        Assert.DoesNotContain("tanda tangan", all, StringComparison.Ordinal);
        Assert.DoesNotContain("mou-jaminan", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Bagas", all, StringComparison.Ordinal);

        void Note<T>(Instrument instrument, T measured, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var line = $"{instrument.Name}={measured}";
            foreach (var (key, value) in tags) line += $" {key}={value}";
            lock (seen) seen.Add(line);
        }
    }
}
