using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Answers questions, also in the middle of a form; the form's own question then follows in the same bubble.</summary>
internal static class Questions
{
    public static Query.Faq QueryOf(Pass pass, string text) => new(text, pass.Language, pass.State.LastAnswer);

    /// <summary>Answers what is surely a question: with entries, with a choice of them, or by passing it on to the officers.</summary>
    public static TurnStep Answer(Pass pass, string text)
    {
        if (pass.Read<Fact.Faq>(QueryOf(pass, text)) is not { } found) return pass.Reads();
        return found.Search.Decision switch
        {
            AnswerDecision.Answer when found.Search.Entries.Count > 0 => Show(pass, found.Search, text),
            AnswerDecision.Choose when found.Search.Hits.Count > 0 => Choose(pass, found.Search, text),
            _ => Unknown(pass, text, found.Search),
        };
    }

    /// <summary>The search does not know: the model looks at what it found, where there is one; else the officers are asked.</summary>
    public static TurnStep Unknown(Pass pass, string text, AnswerSearch search) => ModelAnswers.Ask(pass, text, search) ?? PassOn(pass, text, "faq.unknown");

    /// <summary>Shows the entries, then the question that stood before. What only the officers can answer goes to them, with what is known by now.</summary>
    public static TurnStep Show(Pass pass, AnswerSearch search, string text) => Show(pass, search.Entries, text);

    public static TurnStep Show(Pass pass, IReadOnlyList<AnswerEntry> entries, string text)
    {
        SayAll(pass, entries);
        return (TurnStep?)HandOpen(pass, text, entries) ?? BackToForm(pass);
    }

    /// <summary>Shows one entry by its id.</summary>
    /// <param name="text">What was asked, in the person's words; null: the entry was asked for by a button.</param>
    public static TurnStep ShowEntry(Pass pass, string id, string? text = null)
    {
        if (pass.Read<Fact.Faq>(new Query.FaqEntry(id, pass.Language)) is not { } found) return pass.Reads();
        if (found.Search.Entries.Count > 0) return Show(pass, found.Search, text ?? found.Search.Entries[0].Question);
        pass.Say("turn.old_button");
        return Prompts.Again(pass);
    }

    /// <summary>Adds the answer to a question that came together with an answer of the form; nothing when there is none to be sure of.</summary>
    /// <returns>What has to be read first; null when said or left out.</returns>
    public static TurnStep? AnswerBesides(Pass pass, FormShape form, string question)
    {
        if (Recognizers.QuestionWords.AsksWhy(question))
        {
            if (form.NamedIn(Phrase.Fold(question), pass.Language) is { WhyKey: { } why }) pass.Say(why);
            return null;
        }

        if (pass.Read<Fact.Faq>(QueryOf(pass, question)) is not { } found) return pass.Reads();
        // A form that sends itself without a review may need the turn's one action.
        if (!form.Form.Review) return AnswerAlone(pass, question);
        switch (found.Search.Decision)
        {
            case AnswerDecision.Answer:
                SayAll(pass, found.Search.Entries);
                return HandOpen(pass, question, found.Search.Entries);
            case AnswerDecision.Unknown when Recognizers.QuestionWords.LooksLikeQuestion(question) == Recognizers.QuestionStrength.Strong:
                return Hand(pass, question, "faq.unknown");
            default:
                return null;
        }
    }

    /// <summary>Says the answer when there is one to be sure of, and nothing else.</summary>
    /// <returns>What has to be read first; null when said or left out.</returns>
    public static TurnStep? AnswerAlone(Pass pass, string question)
    {
        if (pass.Read<Fact.Faq>(QueryOf(pass, question)) is not { } found) return pass.Reads();
        if (found.Search.Decision != AnswerDecision.Answer) return null;
        foreach (var entry in found.Search.Entries)
        {
            if (IsOpen(entry)) continue;
            Say(pass, entry);
            pass.State = pass.State with { LastAnswer = entry.Id };
        }

        return null;
    }

    /// <summary>Offers two or three entries that may be meant.</summary>
    public static TurnStep Choose(Pass pass, AnswerSearch search, string text)
    {
        var ids = new List<string>();
        pass.Say("faq.choose.ask");
        foreach (var hit in search.Hits)
        {
            var data = Buttons.OfPrompt(pass.PromptId, Buttons.Faq + hit.Id);
            if (ids.Count == 3 || System.Text.Encoding.UTF8.GetByteCount(data) > Buttons.MostBytes) continue;
            ids.Add(hit.Id);
            pass.Offer(hit.Question, data);
        }

        pass.OfferKey("faq.choose.none", pass.PromptId, Buttons.No);
        pass.State = pass.State with { Pending = new Pending(PendingQuestions.Faq, pass.PromptId) { Text = text, Options = ids } };
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }

    /// <summary>Passes a question that no entry fits on to the officers.</summary>
    /// <param name="textKey">What is said when that is done.</param>
    public static TurnStep PassOn(Pass pass, string text, string textKey) => (TurnStep?)Hand(pass, text, textKey) ?? BackToForm(pass);

    // Two questions in one message: each answer stands below the question that it answers.
    private static void SayAll(Pass pass, IReadOnlyList<AnswerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entries.Count > 1) pass.Say("faq.about", ("question", entry.Question));
            Say(pass, entry);
            // What nobody has answered yet is no subject to lean on: what follows is mostly another question.
            if (!IsOpen(entry)) pass.State = pass.State with { LastAnswer = entry.Id };
        }
    }

    // The entry tells what is known and that an officer will answer.
    private static bool IsOpen(AnswerEntry entry) => entry.Status == "staff";

    private static TurnStep.Acts? HandOpen(Pass pass, string text, IReadOnlyList<AnswerEntry> entries)
    {
        var open = entries.Where(IsOpen).Select(e => e.Id).ToList();
        return open.Count == 0 ? null : Hand(pass, text, open.Count == 1 ? "faq.staff" : "faq.staff_several", open);
    }

    // The call of the action; null when it has been made and said.
    private static TurnStep.Acts? Hand(Pass pass, string text, string textKey, IReadOnlyList<string>? entries = null)
    {
        var action = pass.Catalog.Defaults.Unanswered;
        switch (pass.Outcome())
        {
            case null:
                var about = entries is null ? [] : new Dictionary<string, string> { ["entries"] = string.Join(' ', entries) };
                return new TurnStep.Acts(pass.Request(action) with { Text = text, Arguments = about });
            case ActionOutcome.Done done:
                var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["question"] = text, ["result"] = done.Named };
                if (textKey == "faq.unknown" && done.Named.TryGetValue("code", out var code) && code is not null)
                {
                    textKey = "faq.unknown_saved";
                    values["code"] = code;
                }

                pass.Say(done.TextKey ?? textKey, values);
                break;
            case ActionOutcome.Refused refused:
                Outcomes.SayRefused(pass, action, refused);
                break;
        }

        return null;
    }

    /// <summary>Shows parts of entries, each under the question that it answers; then the question that stood before.</summary>
    /// <param name="chosen">The entries with the markup of what is shown of each.</param>
    public static TurnStep ShowParts(Pass pass, IReadOnlyList<(AnswerEntry Entry, string Body)> chosen)
    {
        foreach (var (entry, body) in chosen)
        {
            pass.Say("faq.about", ("question", entry.Question));
            Say(pass, entry with { Body = body });
        }

        pass.State = pass.State with { LastAnswer = chosen[^1].Entry.Id };
        return BackToForm(pass);
    }

    private static TurnStep BackToForm(Pass pass)
    {
        // Without a form the answer stands alone: a menu below every answer would be noise.
        return pass.Frame is null ? pass.End() : Prompts.Again(pass);
    }

    private static void Say(Pass pass, AnswerEntry entry)
    {
        pass.Say(new ReplyPart("faq." + entry.Id, Markup.Parse(entry.Body)));
        if (entry.Status == "officer") pass.Say("faq.answer.officer", ("date", entry.Reviewed));
        // What waits for an officer has no source yet.
        if (IsOpen(entry)) return;
        // Between two questions one source is enough; the reader wants to go on.
        foreach (var source in entry.Sources.Take(pass.Frame is null ? 2 : 1))
        {
            pass.Say("faq.answer.source", ("title", source.Title), ("link", source.Link), ("date", source.Date));
        }
    }
}
