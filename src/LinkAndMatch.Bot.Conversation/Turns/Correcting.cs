using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Corrections in plain words ("ganti nama jadi Maju Jaya", "bukan 25, tapi 52"), by button and by editing the message.</summary>
internal static class Correcting
{
    // Of a correction that may be none: a longer text tells something else.
    private const int LongestValue = 6;

    /// <summary>The step that the message leads to as a correction; null: it is none.</summary>
    public static TurnStep? Try(Pass pass, FormShape form, string text)
    {
        if (Corrections.Read(text) is not { } correction) return null;
        if (!correction.IsSure) return Fitting(pass, form, correction);
        var slot = correction.Subject is { } subject ? Named(pass, form, subject, text, correction.NewValue) : null;
        if (slot is null && correction is { OldValue: { } old, NewValue: { } replacement }) return ByOldValue(pass, form, old, replacement);
        if (slot is not null)
        {
            // The question that stands is answered, not corrected: "nib salah" before there is one.
            if (correction.NewValue is { } value) return SetTo(pass, form, slot, value);
            return pass.Frame!.Answers.ContainsKey(slot.Name) ? Reopen(pass, form, slot) : null;
        }

        if (correction.Subject is { } unknown)
        {
            // Any words may be the answer: "Ganti Oli Jaya" is a name.
            if (pass.AskedSlot is { TakesAnyWords: true }) return null;
            pass.Say("turn.change.unknown", ("text", unknown));
            return ListAnswered(pass, form);
        }

        if (correction.NewValue is { } last)
        {
            return NamedWithValue(pass, form, last) is var (named, words) ? SetTo(pass, form, named, words) : OfLast(pass, form, last);
        }

        // "salah ketik" is about what was just typed; "salah" alone may be about anything.
        if (correction.OfLast && pass.Frame!.Order is [.., var typed] && form.Find(typed) is { Type: not SlotType.Confirm } opened) return Reopen(pass, form, opened);
        return AskWhich(pass, form);
    }

    /// <summary>Lists the answers that can be changed.</summary>
    public static TurnStep AskWhich(Pass pass, FormShape form)
    {
        if (!AnyAnswered(pass, form))
        {
            pass.Say("turn.change.nothing");
            return Prompts.Again(pass);
        }

        pass.Say("turn.change.ask");
        return ListAnswered(pass, form);
    }

    /// <summary>Opens the answer again; its old value is one tap away, and "batal" brings it back.</summary>
    public static TurnStep Reopen(Pass pass, FormShape form, SlotShape slot)
    {
        if (pass.Frame!.Answers.ContainsKey(slot.Name)) Filling.Reopen(pass, slot, PendingQuestions.Edit);
        pass.Say("turn.reopen", ("label", pass.SlotLabel(slot)));
        return Prompts.Next(pass);
    }

    /// <summary>Sets the answer to what the words say, or opens it when they say nothing valid.</summary>
    public static TurnStep SetTo(Pass pass, FormShape form, SlotShape slot, string words)
    {
        var besides = new List<Candidate>();
        if ((slot.TakesAnyWords ? Answering.ReadWords(pass, form, slot, words, besides) : Answering.ReadAsked(pass, slot, words)) is not { } reading) return pass.Reads();
        besides.RemoveAll(b => pass.Frame!.Answers.TryGetValue(b.Slot.Name, out var present) && SlotWords.Same(present.Value, b.Value));
        if (reading is Reading.Which open && Completed(pass, slot, open) is { } completed) reading = new Reading.Value(completed, words, []);
        switch (reading)
        {
            case Reading.Value value:
                return Filling.Accept(pass, form, [new Candidate(slot, value.Is, value.Raw, AnswerOrigin.Typed), .. besides], announcesAll: true);
            case Reading.Which which:
                if (pass.Frame!.Answers.ContainsKey(slot.Name)) Filling.Reopen(pass, slot, null);
                return PendingQuestions.AskWhich(pass, slot, which, words);
            case Reading.Wrong wrong:
                if (pass.Frame!.Answers.ContainsKey(slot.Name)) Filling.Reopen(pass, slot, PendingQuestions.Edit);
                return Misunderstanding.SayWrong(pass, form, slot, wrong, words);
            default:
                return Reopen(pass, form, slot);
        }
    }

    // "bukan 500 tapi 1000": unit and period stay what they were.
    private static SlotValue.Amount? Completed(Pass pass, SlotShape slot, Reading.Which which)
    {
        if (pass.Frame!.Answers.GetValueOrDefault(slot.Name)?.Value is not SlotValue.Amount(var old)) return null;
        foreach (var (value, _) in which.Options)
        {
            if (value is SlotValue.Amount(var said) && said.Unit == old.Unit && (said.Period ?? old.Period) == old.Period) return new SlotValue.Amount(said with { Period = old.Period });
        }

        return null;
    }

    /// <summary>The person edited the message that had filled slots: they are read again. Null: the message filled none.</summary>
    public static TurnStep? Edited(Pass pass, FormShape form, string text)
    {
        if (pass.Activity.MessageId is not { } message) return null;
        var slots = new List<SlotShape>();
        foreach (var slot in form.Slots)
        {
            if (pass.Frame!.Answers.TryGetValue(slot.Name, out var answer) && answer.MessageId == message) slots.Add(slot);
        }

        if (slots.Count == 0) return null;
        if (slots.Count == 1 && !slots[0].TakesAnyWords)
        {
            if (Answering.ReadAsked(pass, slots[0], text) is not { } only) return pass.Reads();
            return TakeEdited(pass, form, [(slots[0], only)], text);
        }

        var readings = new List<(SlotShape, Reading)>();
        foreach (var (slot, reading) in Answering.Again(pass, form, slots, text)) readings.Add((slot, reading));
        return pass.Misses ? pass.Reads() : TakeEdited(pass, form, readings, text);
    }

    private static TurnStep TakeEdited(Pass pass, FormShape form, List<(SlotShape Slot, Reading Reading)> readings, string text)
    {
        var candidates = new List<Candidate>();
        foreach (var (slot, reading) in readings)
        {
            if (reading is Reading.Value value)
            {
                if (!SlotWords.Same(pass.Frame!.Answers[slot.Name].Value, value.Is)) candidates.Add(new Candidate(slot, value.Is, value.Raw, AnswerOrigin.Edited));
            }
            else if (readings.Count == 1)
            {
                Filling.Reopen(pass, slot, PendingQuestions.Edit);
                return reading switch
                {
                    Reading.Wrong wrong => Misunderstanding.SayWrong(pass, form, slot, wrong, text),
                    Reading.Which which => PendingQuestions.AskWhich(pass, slot, which, text),
                    _ => Misunderstanding.SayUnrecognised(pass, form, slot, text),
                };
            }
        }

        // Edited without a change that matters (a comma, a greeting): nothing to say.
        return candidates.Count == 0 ? pass.EndUnchanged() : Filling.Accept(pass, form, candidates, announcesAll: true);
    }

    // "bukan 25 tapi 52": the answer whose value is the old one.
    private static TurnStep? ByOldValue(Pass pass, FormShape form, string old, string replacement)
    {
        var holders = new List<SlotShape>();
        foreach (var slot in form.Slots)
        {
            if (pass.Frame!.Answers.TryGetValue(slot.Name, out var answer) && Holds(pass, slot, answer, old)) holders.Add(slot);
        }

        switch (holders)
        {
            case [var only]:
                return SetTo(pass, form, only, replacement);
            case []:
                if (pass.AskedSlot is { TakesAnyWords: true }) return null;
                if (pass.AskedSlot is { } asked && pass.Index.Reader.Read(asked, replacement, pass.Language, pass.Today) is Reading.Value value)
                {
                    return Filling.Accept(pass, form, [new Candidate(asked, value.Is, value.Raw, AnswerOrigin.Typed)]);
                }

                pass.Say("turn.change.unknown", ("text", old));
                return ListAnswered(pass, form);
            default:
                pass.Say("turn.change.ask");
                return PendingQuestions.AskSlot(pass, form, holders, replacement);
        }
    }

    private static bool Holds(Pass pass, SlotShape slot, Answer answer, string old)
    {
        if (answer.Value is SlotValue.Skipped) return false;
        var folded = Phrase.Fold(old);
        if (Phrase.Fold(pass.SayValue(slot, answer)) == folded || Phrase.Fold(answer.Raw) == folded) return true;
        if (slot.TakesAnyWords) return folded.Length >= 3 && Phrase.Contains(Phrase.Fold(pass.SayValue(slot, answer)), folded);
        if (slot.Items is not null) return false;
        return pass.Index.Reader.Read(slot, old, pass.Language, pass.Today) switch
        {
            Reading.Value value => SlotWords.Same(value.Is, answer.Value),
            Reading.Which which => which.Options.Any(o => SlotWords.Same(o.Value, answer.Value)),
            _ => false,
        };
    }

    // "eh salah, harusnya 12" names nothing: the answer given last, if the words can be its value.
    private static TurnStep? OfLast(Pass pass, FormShape form, string words)
    {
        if (pass.Frame!.Order is not [.., var last] || form.Find(last) is not { } slot)
        {
            return null;
        }

        return pass.AskedSlot is { TakesAnyWords: true } && !slot.TakesAnyWords && pass.Index.Reader.Read(slot, words, pass.Language, pass.Today) is not Reading.Value
            ? null
            : SetTo(pass, form, slot, words);
    }

    // "2011 bukan 2012", "bukan, 15 aja", "kota tegal maksudnya": the answer that is named, or has the old value, or is the newest that the words can be a value of.
    private static TurnStep? Fitting(Pass pass, FormShape form, Correction correction)
    {
        if (correction.NewValue is not { } words) return null;
        if (NamedWithValue(pass, form, words) is var (named, value)) return pass.Frame!.Answers.ContainsKey(named.Name) && CanBe(pass, named, value) ? SetTo(pass, form, named, value) : null;
        foreach (var name in pass.Frame!.Order.Reverse())
        {
            if (form.Find(name) is not { Items: null, TakesAnyWords: false } slot || slot.Type == SlotType.Confirm || !CanBe(pass, slot, words)) continue;
            if (correction.OldValue is { } old && !Holds(pass, slot, pass.Frame.Answers[name], old)) continue;
            return SetTo(pass, form, slot, words);
        }

        return null;
    }

    private static bool CanBe(Pass pass, SlotShape slot, string words) =>
        pass.Index.Reader.Read(slot, words, pass.Language, pass.Today) is Reading.Value { Weak: false } or Reading.Which && Phrase.CountWords(Phrase.Fold(words)) <= LongestValue;

    // "harusnya nama saya Sri": the slot is named with the value. In "kota Tegal" the name is a part of the value.
    private static (SlotShape Slot, string Words)? NamedWithValue(Pass pass, FormShape form, string words)
    {
        var folded = Phrase.Fold(words);
        if (form.NamedAtStart(folded, pass.Language, out var length) is not { } slot || length == folded.Length) return null;
        return (slot, slot.Type is SlotType.Region or SlotType.Terms ? words : Answering.AfterWords(words, Phrase.CountWords(folded[..length])));
    }

    // "nama saya" is another slot than "nama": the longest alias in what was said before the new value.
    private static SlotShape? Named(Pass pass, FormShape form, string subject, string text, string? value)
    {
        var folded = Phrase.Fold(subject);
        var said = Phrase.Fold(text);
        if (value is not null && said.IndexOf(Phrase.Fold(value), StringComparison.Ordinal) is > 0 and var at) said = said[..at].TrimEnd();
        SlotShape? first = null;
        foreach (var (alias, slot) in form.Aliases(pass.Language))
        {
            if (!Phrase.Contains(said, alias) || !(Phrase.StartsWith(alias, folded) || Phrase.Contains(folded, alias))) continue;
            if (Phrase.StartsWith(alias, folded) || pass.Frame!.Answers.ContainsKey(slot.Name)) return slot;
            first ??= slot;
        }

        return first;
    }

    private static bool AnyAnswered(Pass pass, FormShape form)
    {
        foreach (var slot in form.Slots)
        {
            if (pass.Frame!.Answers.ContainsKey(slot.Name)) return true;
        }

        return false;
    }

    private static TurnStep ListAnswered(Pass pass, FormShape form)
    {
        var answered = form.Slots.Where(s => pass.Frame!.Answers.ContainsKey(s.Name)).ToList();
        if (answered.Count == 0) return Prompts.Again(pass);
        return PendingQuestions.AskSlot(pass, form, answered, null);
    }
}
