using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Questions that the search is not sure of: a model picks among the entries, and the entries' own words are shown.</summary>
internal static class ModelAnswers
{
    /// <summary>Asks the model's step; null: there is no model, or nothing for it to choose from.</summary>
    public static TurnStep? Ask(Pass pass, string text, AnswerSearch search)
    {
        if (!pass.Options.Model || pass.Input.Outcome is not null || (search.Hits.Count == 0 && !pass.Options.ModelSearches)) return null;
        foreach (var (awaitedId, awaited) in pass.State.Steps)
        {
            // Asked again out of impatience: it is on its way.
            if (awaited.Kind != ModelSteps.Answer || Phrase.Fold(awaited.Text) != Phrase.Fold(text)) continue;
            pass.State = pass.State with { Steps = pass.State.Steps.With(awaitedId, awaited with { MovedOn = false }) };
            pass.ShowLife();
            return pass.End();
        }

        var step = new SlowStep(ShortIds.Step(pass.Activity.Conversation.Id, pass.Activity.Key, 0), ModelSteps.Answer, pass.Options.AnswerBudget)
        {
            Request = new Dictionary<string, string>
            {
                [ModelSteps.Text] = text,
                [ModelSteps.Language] = pass.Language,
                [ModelSteps.Entries] = string.Join(' ', search.Hits.Select(h => h.Id)),
            },
        };
        Steps.Begin(pass, step, new AwaitedStep(ModelSteps.Answer, pass.State.Asked?.Slot, pass.Frame?.Instance) { Text = text });
        pass.ShowLife();
        return pass.End();
    }

    /// <summary>The model chose, or could not: then the question goes to the officers as it would have without a model.</summary>
    public static TurnStep Finished(Pass pass, AwaitedStep awaited, IReadOnlyDictionary<string, string> data)
    {
        var question = awaited.Text ?? "";
        // The answer is dropped: it would stand in the wrong place. The question itself is not lost.
        if (awaited.MovedOn) return Questions.PassOn(pass, question, "faq.unknown_earlier");

        var chosen = new List<(AnswerEntry, string)>();
        foreach (var part in data.GetValueOrDefault(ModelSteps.Shown, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var id = colon < 0 ? part : part[..colon];
            if (pass.Read<Fact.Faq>(new Query.FaqEntry(id, data.GetValueOrDefault(ModelSteps.Language, pass.Language))) is not { } found) continue;
            if (found.Search.Entries is not [var entry, ..]) continue;
            if (entry.Status == "staff") return Questions.Show(pass, [entry], question);
            chosen.Add((entry, colon < 0 ? entry.Body : Part(entry, part[(colon + 1)..])));
        }

        if (pass.Misses) return pass.Reads();
        return chosen.Count > 0 ? Questions.ShowParts(pass, chosen) : Questions.PassOn(pass, question, "faq.unknown");
    }

    // Statements by their numbers, in the order of the entry; the whole entry when it has changed since.
    private static string Part(AnswerEntry entry, string numbers)
    {
        var statements = AnswerStatements.Of(entry.Body);
        var kept = new SortedSet<int>();
        foreach (var number in numbers.Split(','))
        {
            if (!int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) || at >= statements.Count) return entry.Body;
            kept.Add(at);
        }

        return string.Join('\n', kept.Select(k => statements[k]));
    }
}
