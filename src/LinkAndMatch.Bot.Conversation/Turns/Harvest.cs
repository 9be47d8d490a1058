using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>
/// Values that came with the wish itself ("saya pak budi dari tegal mau daftar, usaha saya CV Logam Jaya bikin knalpot, karyawan 12"): they wait
/// beside the form until consent is given, are shown together, and become answers only when the person says that they are right.
/// </summary>
internal static partial class Harvest
{
    /// <summary>The proposal (<c>propose:</c>) of the goods that were named.</summary>
    public const string Goods = "said.goods";

    private const int MostWordsOfGoods = 5;

    /// <summary>Reads what the message that started the form says about its slots.</summary>
    public static void Take(Pass pass, string text)
    {
        if (pass.Frame is null || pass.Form is not { } form || text.Length < 20) return;
        var rest = text;
        // "CV Logam Jaya" tells no sector and "Bengkel Solo" no place: what is a name is read no further.
        if (Firm(pass, form, text) is { } firm) rest = Without(rest, firm);
        if (Owner(pass, form, text) is { } owner) rest = Without(rest, owner);
        pass.Frame = pass.Frame with { Goods = GoodsIn(pass, rest) };

        foreach (var candidate in Answering.Volunteered(pass, form, rest))
        {
            if (IsOpen(pass, candidate.Slot)) Propose(pass, candidate.Slot, candidate.Value, candidate.Raw);
        }

        foreach (var slot in form.Slots)
        {
            if (!IsOpen(pass, slot) || !TellsItself(slot)) continue;
            // In a sentence "lain" and "blok" are words like others: a sector is told by its name, or by what is made.
            var told = slot.Type == SlotType.Choice && pass.Index.Data.Vocabulary.Find(ListOf(slot), rest, brief: true).Terms.Count == 0 ? pass.Frame.Goods ?? "" : rest;
            switch (pass.Index.Reader.Read(slot, told, pass.Language, pass.Today))
            {
                case Reading.Value { Is: SlotValue.Keys keys } when keys.Values.Any(slot.Slot.Add.Contains):
                    break;
                case Reading.Value value:
                    Propose(pass, slot, value.Is, value.Raw);
                    break;
                case Reading.Which { Raw: { } words }:
                    pass.Frame = pass.Frame with { Heard = pass.Frame.Heard.With(slot.Name, words) };
                    break;
            }
        }
    }

    /// <summary>True when something was heard that the person has not confirmed.</summary>
    public static bool Waits(DialogFrame frame)
    {
        foreach (var (_, answer) in frame.Proposals)
        {
            if (answer.Origin == AnswerOrigin.ProposalConfirmed) return true;
        }

        return false;
    }

    /// <summary>Shows what was heard, in one question.</summary>
    public static TurnStep Ask(Pass pass, FormShape form)
    {
        var heard = new List<string>();
        (SlotShape, Reading.Which, string)? open = null;
        foreach (var slot in form.Slots)
        {
            if (pass.Frame!.Proposals.TryGetValue(slot.Name, out var answer) && answer.Origin == AnswerOrigin.ProposalConfirmed) heard.Add($"{pass.SlotLabel(slot)} {pass.SayValue(slot, answer)}");
            if (Heard(pass, slot) is not var (which, words)) continue;
            heard.Add($"{pass.SlotLabel(slot)} {words}");
            // With two left open one question would be too much: the other waits for its own.
            open ??= (slot, which, words);
        }

        return PendingQuestions.AskFound(pass, heard, open);
    }

    /// <summary>Asks which of several values was meant by the words that came with the wish; null: nothing was left open for the slot.</summary>
    public static TurnStep? AskWhich(Pass pass, SlotShape slot)
    {
        if (Heard(pass, slot) is not var (which, words)) return null;
        // Once is enough: who says something else then is asked as everybody is.
        pass.Frame = pass.Frame! with { Heard = pass.Frame.Heard.Without(slot.Name) };
        pass.State = pass.State with { Asked = new Asked(pass.PromptId, slot.Name) };
        pass.Say("turn.heard", ("label", pass.SlotLabel(slot)), ("words", words));
        return PendingQuestions.AskWhich(pass, slot, which, words);
    }

    /// <summary>Takes what was heard as answers, or leaves each as one tap at its own question.</summary>
    /// <param name="chosen">Which of several values of a slot was meant by its words; null: it was not said.</param>
    public static TurnStep Decide(Pass pass, FormShape form, bool right, (string Slot, SlotValue Value, string Words)? chosen)
    {
        var candidates = new List<Candidate>();
        foreach (var (name, answer) in pass.Frame!.Proposals)
        {
            if (answer.Origin != AnswerOrigin.ProposalConfirmed || form.Find(name) is not { } slot) continue;
            if (right) candidates.Add(new Candidate(slot, answer.Value, answer.Raw, AnswerOrigin.ProposalConfirmed));
        }

        if (chosen is var (open, value, words) && form.Find(open) is { } settled) candidates.Add(new Candidate(settled, value, words, AnswerOrigin.ProposalConfirmed));
        pass.Frame = pass.Frame with
        {
            Proposals = pass.Frame.Proposals.ToDictionary(p => p.Key, p => p.Value.Origin == AnswerOrigin.ProposalConfirmed ? p.Value with { Origin = AnswerOrigin.Typed } : p.Value),
            Heard = chosen is null ? pass.Frame.Heard : pass.Frame.Heard.Without(chosen.Value.Slot),
        };
        if (!right) return Prompts.Next(pass);
        // A bare yes to "... tegal. Kalau benar, tegal yang mana?" leaves that open still.
        return Filling.Accept(pass, form, candidates, quietly: true, then: () => form.Slots.Select(s => AskWhich(pass, s)).FirstOrDefault(s => s is not null));
    }

    private static (Reading.Which Which, string Words)? Heard(Pass pass, SlotShape slot) =>
        pass.Frame!.Heard.TryGetValue(slot.Name, out var words) && !pass.Frame.Answers.ContainsKey(slot.Name)
        && pass.Index.Reader.Read(slot, words, pass.Language, pass.Today) is Reading.Which which ? (which, words) : null;

    private static bool IsOpen(Pass pass, SlotShape slot) => !pass.Frame!.Proposals.ContainsKey(slot.Name) && !pass.Frame.Answers.ContainsKey(slot.Name);

    // A place, and one of a list of words; the legal form stands before the firm's name or it is an everyday word ("pribadi").
    private static bool TellsItself(SlotShape slot) => slot.Type == SlotType.Region || (slot is { Type: SlotType.Choice, Slot.From: ItemsFrom.Vocabulary } && !Answering.IsLegalForm(slot));

    private static string ListOf(SlotShape slot) => slot.Slot.From is ItemsFrom.Vocabulary(var list) ? SlotWords.ListName(list) : throw new InvalidOperationException($"{slot.Name} has no list.");

    private static Span? Firm(Pass pass, FormShape form, string text)
    {
        if (Named().Match(text) is not { Success: true } match) return null;
        foreach (var slot in form.Slots)
        {
            if (!Answering.IsLegalForm(slot) || slot.Index == 0) continue;
            if (pass.Index.Reader.Read(slot, match.Groups["form"].Value, pass.Language, pass.Today) is not Reading.Value legal) break;
            var firm = form.Slots[slot.Index - 1];
            if (!firm.TakesAnyWords || pass.Index.Reader.Read(firm, match.Groups["name"].Value, pass.Language, pass.Today) is not Reading.Value name) break;
            Propose(pass, slot, legal.Is, legal.Raw);
            Propose(pass, firm, name.Is, name.Raw);
            break;
        }

        return new Span(match.Index, match.Length);
    }

    private static Span? Owner(Pass pass, FormShape form, string text)
    {
        if (Introduces().Match(text) is not { Success: true } match) return null;
        var spoken = match.Groups["name"];
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.Propose != "channel.name" || pass.Index.Reader.Read(slot, spoken.Value, pass.Language, pass.Today) is not Reading.Value name) continue;
            Propose(pass, slot, name.Is, name.Raw);
            break;
        }

        return new Span(spoken.Index, spoken.Length);
    }

    // "bikin braket knalpot motor untuk ...": the words behind the making, when goods that the vocabulary knows are among them.
    private static string? GoodsIn(Pass pass, string text)
    {
        foreach (Match match in Makes().Matches(text))
        {
            var words = match.Groups["goods"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => !EndsGoods().IsMatch(w)).Take(MostWordsOfGoods).ToArray();
            var goods = string.Join(' ', words);
            if (goods.Length > 0 && pass.Index.Data.Vocabulary.Find("components", goods).Terms.Count > 0) return goods;
        }

        return null;
    }

    private static string Without(string text, Span span) => string.Concat(text.AsSpan(0, span.Start), new string(' ', span.Length), text.AsSpan(span.End));

    private static void Propose(Pass pass, SlotShape slot, SlotValue value, string raw) =>
        pass.Frame = pass.Frame! with
        {
            Proposals = pass.Frame.Proposals.With(slot.Name, new Answer(value, raw, AnswerOrigin.ProposalConfirmed, pass.Activity.MessageId, pass.Now, slot.Slot.Fingerprint)),
        };

    // A legal form, then words that begin with capitals: where a name in small letters ends nobody can tell.
    [GeneratedRegex(@"\b(?<form>(?i:pt|cv|ud|pd|koperasi))\.?\s+(?<name>[A-Z0-9][\w&'-]*(?:\s+[A-Z0-9][\w&'-]*){0,5})", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?i:saya|aku|inyong|nama\s+saya|perkenalkan(?:\s+saya)?|my\s+name\s+is|i\s+am)\s+(?i:(?:nama(?:nya)?\s+)?(?:adalah\s+)?)(?<name>(?i:pak|bu|ibu|bapak|mas|mbak)\s+\p{L}+|[A-Z]\p{L}+(?:\s+[A-Z]\p{L}+){0,3})(?=\s|,|\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Introduces();

    [GeneratedRegex(@"\b(?:bikin|buat|pembuat|membuat|mbikin|nggawe|gawe|ndamel|damel|produksi|memproduksi|pengrajin|perajin|makes?|making|produces?|producing)\s+(?<goods>[\p{L}\d][\p{L}\d /-]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Makes();

    [GeneratedRegex(@"^(?:dan|sama|karo|lan|atau|and|or|untuk|utk|buat|nggo|for|yang|yg|sing|di|nang|neng|dari|from|in|at|with|pakai|pake|dengan|karyawan\w*|pekerja\w*|pegawai\w*|tenaga|mau|arep|pan|ingin|pengin|want|wa|hp|nib|\d.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndsGoods();
}
