using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Finds the next question of the running form and writes it below what was said already.</summary>
internal static class Prompts
{
    private const int PageSize = 5;

    // One more than a page fits on a small phone as well; paging for one button would be a nuisance.
    private const int MostWithoutPages = PageSize + 2;

    private const string Coalesce = "question";

    // From this many questions on, a person wants to know how far it is.
    private const int ShowsProgressFrom = 4;

    /// <summary>Ends the turn with what the form asks next: its first open slot, the review, or the submit.</summary>
    public static TurnStep Next(Pass pass)
    {
        if (pass.Frame is null) return pass.End();
        if (pass.Form is not { } form) return Versioning.Retire(pass);
        Visibility.Refresh(pass, form);
        if (Dependents.Recheck(pass, form) is { } reads) return reads;
        Touch(pass, form);
        if (ToAsk(pass, form) is { } slot)
        {
            // What came with the wish waits for the consent, and for the confirm that comes first.
            if (slot.Type != SlotType.Confirm && Harvest.Waits(pass.Frame)) return Harvest.Ask(pass, form);
            return Ask(pass, form, slot);
        }

        return form.Form.Review ? Reviewing.Show(pass, form) : Reviewing.Submit(pass, form);
    }

    /// <summary>Ends the turn with the question that stood before the interruption: of the form, or of the menu.</summary>
    public static TurnStep Again(Pass pass)
    {
        if (pass.State.Pending is { Kind: PendingQuestions.Resume } && pass.Frame is null) pass.State = pass.State with { Pending = null };
        if (pass.Frame is not null) return Next(pass);
        return pass.HasSaid ? pass.End() : Menus.Show(pass, Menus.Main);
    }

    /// <summary>Asks the slot; the text of the question is left out when something else said what is expected.</summary>
    public static TurnStep Ask(Pass pass, FormShape form, SlotShape slot, bool withQuestion = true)
    {
        if (withQuestion && Harvest.AskWhich(pass, slot) is { } which) return which;
        IReadOnlyList<Item>? items = null;
        if (slot.Items is { } query)
        {
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame!, query)) is not { } read) return pass.Reads();
            items = read.List;
            if (items.Count == 0) return NothingToChoose(pass, form, slot);
        }

        var onlyTheQuestion = withQuestion && !pass.HasSaid;
        var asked = pass.State.Asked is { } before && before.Slot == slot.Name ? before : new Asked(pass.PromptId, slot.Name);
        var page = PageOf(asked);
        if (withQuestion)
        {
            if (asked.Attempts == 0 && pass.State.Pending is not { Kind: PendingQuestions.Edit or PendingQuestions.Reask }) SayProgress(pass, form, slot);
            SayProposal(pass, slot);
            pass.Say(slot.AskKey, SlotValues(pass, slot));
            if (items is not null) SayItems(pass, slot, items, page);
            if (slot.Type == SlotType.Photos && Collected(pass, slot) is SlotValue.Files(var hashes)) pass.Say("turn.photo_saved", ("count", hashes.Count), ("max", slot.Slot.Max));
        }

        var choices = Offer(pass, slot, asked, page, items);
        pass.State = pass.State with { Asked = asked with { Choices = choices } };
        // What was only asked may be left out when a newer question comes; what was told may not.
        pass.CloseBubble(asked.PromptId, slot.Type == SlotType.Phone, onlyTheQuestion ? Coalesce : null);
        return pass.End();
    }

    /// <summary>What every text of a slot may use.</summary>
    public static Dictionary<string, object?> SlotValues(Pass pass, SlotShape slot, string? text = null)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["label"] = pass.SlotLabel(slot),
            ["text"] = text ?? "",
            ["example"] = slot.ExampleKey is { } example ? pass.Label(example) : "",
            ["min"] = "",
            ["max"] = "",
            ["digits"] = 0,
            ["items"] = "",
        };
        if (slot.Slot.Length is { } length) (values["min"], values["max"]) = (length.Min, length.Max);
        if (slot.Slot.Range is { } range) (values["min"], values["max"]) = (SlotReader.SayNumber(slot, range.Min, pass.Language), SlotReader.SayNumber(slot, range.Max, pass.Language));
        if (slot.Slot.Max is { } most) values["max"] = most;
        return values;
    }

    /// <summary>What has been chosen so far of a slot that takes several; null: nothing.</summary>
    public static SlotValue? Collected(Pass pass, SlotShape slot) =>
        pass.State.Pending is { Kind: PendingQuestions.Collect } pending && pending.Slot == slot.Name && pending.Values.TryGetValue(slot.Name, out var value) ? value : null;

    public static void Collect(Pass pass, SlotShape slot, SlotValue value) =>
        pass.State = pass.State with
        {
            Pending = new Pending(PendingQuestions.Collect, pass.State.Asked?.PromptId ?? pass.PromptId)
            {
                Slot = slot.Name,
                Values = new Dictionary<string, SlotValue> { [slot.Name] = value },
            },
        };

    /// <summary>Rewrites the card of a slot that takes several, with what is chosen by now.</summary>
    public static TurnStep AskForMore(Pass pass, SlotShape slot, IReadOnlyList<string> chosen)
    {
        var asked = pass.State.Asked!;
        pass.Say("turn.choose.chosen", ("items", chosen.Select(k => pass.Index.Words.KeyLabel(slot, k, pass.Language)).ToList()));
        var choices = Offer(pass, slot, asked, PageOf(asked), null);
        pass.State = pass.State with { Asked = asked with { Choices = choices } };
        pass.CloseBubble(asked.PromptId, edits: asked.PromptId);
        return pass.End();
    }

    /// <summary>Goes to another page of the list that is shown.</summary>
    public static TurnStep Turn(Pass pass, FormShape form, SlotShape slot, int page)
    {
        pass.State = pass.State with { Asked = (pass.State.Asked ?? new Asked(pass.PromptId, slot.Name)) with { Shown = page.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        return Ask(pass, form, slot);
    }

    private static SlotShape? ToAsk(Pass pass, FormShape form)
    {
        var answers = pass.Frame!.Answers;
        if (pass.State.Pending is { Kind: PendingQuestions.Edit or PendingQuestions.Reask, Slot: { } name }
            && form.Find(name) is { } chosen && !answers.ContainsKey(name) && pass.Holds(chosen.Slot.When, answers)) return chosen;
        foreach (var slot in form.Slots)
        {
            if (!answers.ContainsKey(slot.Name) && pass.Holds(slot.Slot.When, answers)) return slot;
        }

        return null;
    }

    private static void Touch(Pass pass, FormShape form)
    {
        var expires = pass.Now + form.Form.IdleExpiry;
        // The due rows stay where they are: when they come too early they move themselves, which costs less than two writes a turn.
        if (pass.Frame!.ExpiresAt is null)
        {
            pass.SetDue(Forms.WarnPurpose, expires - form.Form.WarnBefore);
            pass.SetDue(Forms.ExpirePurpose, expires);
        }

        pass.Frame = pass.Frame with { ExpiresAt = expires };
    }

    private static TurnStep NothingToChoose(Pass pass, FormShape form, SlotShape slot)
    {
        var values = Pass.Named(("label", pass.SlotLabel(slot)));
        pass.Say(slot.Existing("none") ?? "turn.choose.none", values);
        // With another choice before it something else may fit; without one the form has no way on.
        foreach (var with in slot.Items!.With)
        {
            if (form.Find(with) is not { } source || !pass.Frame!.Answers.ContainsKey(with) || source.Items is null || pass.Frame.Arguments.ContainsKey(with)) continue;
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame, source.Items)) is not { } read) return pass.Reads();
            if (read.List.Count < 2) continue;
            Filling.Reopen(pass, source, PendingQuestions.Reask, propose: false);
            return Ask(pass, form, source);
        }

        Forms.Drop(pass);
        return Forms.AfterEnd(pass);
    }

    private static void SayProgress(Pass pass, FormShape form, SlotShape slot)
    {
        var (number, total) = (0, 0);
        foreach (var other in form.Slots)
        {
            if (!pass.Holds(other.Slot.When, pass.Frame!.Answers)) continue;
            total++;
            if (other.Index <= slot.Index) number++;
        }

        if (total >= ShowsProgressFrom) pass.Say("turn.progress", ("number", number), ("total", total));
    }

    private static void SayProposal(Pass pass, SlotShape slot)
    {
        if (pass.Frame!.Proposals.GetValueOrDefault(slot.Name) is { } old && old.Value is not SlotValue.Skipped)
        {
            pass.Say("turn.proposal_old", ("label", pass.SlotLabel(slot)), ("value", pass.SayValue(slot, old)));
        }
    }

    private static void SayItems(Pass pass, SlotShape slot, IReadOnlyList<Item> items, int page)
    {
        var source = slot.Items!.Source;
        for (var i = page * PageSize; i < Math.Min(items.Count, (page + 1) * PageSize); i++)
        {
            var card = pass.Catalog.Texts.Render(source + ".card", pass.Language, new WithGaps(items[i].Fields));
            pass.Say(card with { Runs = [new TextRun($"{i + 1}. "), .. card.Runs] });
        }

        if (items.Count > PageSize) pass.Say("turn.choose.page", ("page", page + 1), ("pages", Pages(items.Count)));
    }

    private static List<string> Offer(Pass pass, SlotShape slot, Asked asked, int page, IReadOnlyList<Item>? items)
    {
        var choices = new List<string>();
        switch (slot.Type)
        {
            case SlotType.Confirm:
                Choose(pass, asked, choices, pass.Label(slot.YesKey), Buttons.Yes);
                Choose(pass, asked, choices, pass.Label(slot.NoKey), Buttons.No);
                break;
            case SlotType.Choice when items is not null:
                OfferItems(pass, slot, asked, page, items, choices);
                break;
            case SlotType.Choice or SlotType.Choices or SlotType.Terms:
                OfferKeys(pass, slot, asked, page, choices);
                break;
        }

        OfferProposal(pass, slot, asked);
        if (slot.TakesSeveral && Collected(pass, slot) is not null) pass.OfferKey("buttons.done", asked.PromptId, Buttons.Done);
        if (slot.Slot.MaySkip && Collected(pass, slot) is null) pass.OfferKey(slot.SkipKey, asked.PromptId, Buttons.Skip);
        if (asked.Attempts > 0 && slot.WhyKey is not null) pass.OfferKey("buttons.why", asked.PromptId, Buttons.Why + slot.Name);
        if (asked.Attempts >= pass.Form!.Form.Retries) pass.OfferKey("buttons.officer", asked.PromptId, Buttons.Officer);
        return choices;
    }

    private static void OfferItems(Pass pass, SlotShape slot, Asked asked, int page, IReadOnlyList<Item> items, List<string> choices)
    {
        var explains = pass.Catalog.Texts.Has(slot.Items!.Source + ".why", pass.Language);
        // The number typed counts over all pages, so every item has its place in the list.
        foreach (var item in items) choices.Add(Buttons.OfPrompt(asked.PromptId, item.Id));
        for (var i = page * PageSize; i < Math.Min(items.Count, (page + 1) * PageSize); i++)
        {
            pass.Offer($"{i + 1}. {ItemLists.Title(pass, slot.Items, items[i])}", choices[i]);
            if (explains) pass.Offer($"{pass.Label("buttons.why")} ({i + 1})", Buttons.OfPrompt(asked.PromptId, Buttons.Why + items[i].Id));
        }

        OfferPages(pass, asked, page, items.Count);
    }

    private static void OfferKeys(Pass pass, SlotShape slot, Asked asked, int page, List<string> choices)
    {
        var keys = pass.Index.Reader.Keys(slot);
        var chosen = Collected(pass, slot) switch
        {
            SlotValue.Keys(var some) => some,
            SlotValue.Terms(var some, _) => some,
            _ => [],
        };
        // A long list of terms is typed sooner than paged through.
        if (slot.Type == SlotType.Terms && chosen.Count == 0 && asked.Attempts == 0 && keys.Count > MostWithoutPages) return;
        var paged = keys.Count > MostWithoutPages;
        foreach (var key in keys) choices.Add(Buttons.OfPrompt(asked.PromptId, key));
        var (first, end) = paged ? (page * PageSize, Math.Min(keys.Count, (page + 1) * PageSize)) : (0, keys.Count);
        for (var i = first; i < end; i++)
        {
            if (!chosen.Contains(keys[i])) pass.Offer(pass.Index.Words.KeyLabel(slot, keys[i], pass.Language), choices[i]);
        }

        // What stands beside the list ("other") is within reach on every page.
        if (!paged) return;
        OfferPages(pass, asked, page, keys.Count);
        foreach (var key in slot.Slot.Add)
        {
            var at = keys.IndexOf(key);
            if ((at < first || at >= end) && !chosen.Contains(key)) pass.Offer(pass.Index.Words.KeyLabel(slot, key, pass.Language), Buttons.OfPrompt(asked.PromptId, key));
        }
    }

    private static void OfferPages(Pass pass, Asked asked, int page, int count)
    {
        if (page > 0) pass.OfferKey("buttons.previous", asked.PromptId, $"{Buttons.Page}{page - 1}");
        if ((page + 1) * PageSize < count) pass.OfferKey("buttons.more", asked.PromptId, $"{Buttons.Page}{page + 1}");
    }

    private static void OfferProposal(Pass pass, SlotShape slot, Asked asked)
    {
        if (pass.Frame!.Proposals.GetValueOrDefault(slot.Name) is { } old && old.Value is not SlotValue.Skipped)
        {
            pass.OfferKey("buttons.use", asked.PromptId, Buttons.Propose, ("value", pass.SayValue(slot, old)));
        }
        else if (Proposed(pass, slot) is { } proposed)
        {
            pass.OfferKey("buttons.use", asked.PromptId, Buttons.Propose, ("value", pass.Index.Words.Say(slot, proposed, "", pass.Language)));
        }
    }

    /// <summary>The value that the channel or the store knows for the slot, offered and never used by itself; null: none.</summary>
    public static SlotValue? Proposed(Pass pass, SlotShape slot)
    {
        var known = slot.Slot.Propose switch
        {
            null => null,
            "channel.name" => pass.Activity.From?.Name ?? pass.Activity.Conversation.User?.Name,
            "channel.phone" => pass.Person("phone") as string,
            Harvest.Goods => pass.Frame?.Goods ?? pass.State.Goods,
            var name when name.StartsWith("person.", StringComparison.Ordinal) => Convert.ToString(pass.Person(name["person.".Length..]), System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(known)) return null;
        return pass.Index.Reader.Read(slot, known, pass.Language, pass.Today) is Reading.Value value ? value.Is : null;
    }

    private static void Choose(Pass pass, Asked asked, List<string> choices, string label, string choice)
    {
        var data = Buttons.OfPrompt(asked.PromptId, choice);
        choices.Add(data);
        pass.Offer(label, data);
    }

    private static int PageOf(Asked asked) => int.TryParse(asked.Shown, out var page) && page > 0 ? page : 0;

    private static int Pages(int count) => (count + PageSize - 1) / PageSize;
}
