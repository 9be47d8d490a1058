using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>
/// Values that came with the wish itself ("saya pak budi dari tegal mau daftar, usaha saya CV Logam Jaya, karyawan 12"): they wait beside the
/// form until consent is given, are shown together, and become answers only when the person says that they are right.
/// </summary>
internal static partial class Harvest
{
    /// <summary>Reads what the message that started the form says about its slots.</summary>
    public static void Take(Pass pass, string text)
    {
        if (pass.Frame is null || pass.Form is not { } form || text.Length < 20) return;
        foreach (var candidate in Answering.Volunteered(pass, form, text))
        {
            if (pass.Frame.Answers.ContainsKey(candidate.Slot.Name)) continue;
            Propose(pass, candidate.Slot, candidate.Value, candidate.Raw);
        }

        foreach (var slot in form.Slots)
        {
            if (pass.Frame.Proposals.ContainsKey(slot.Name) || pass.Frame.Answers.ContainsKey(slot.Name)) continue;
            if (slot.Type == SlotType.Region && pass.Index.Reader.Read(slot, text, pass.Language, pass.Today) is Reading.Value region) Propose(pass, slot, region.Is, region.Raw);
        }

        Firm(pass, form, text);
        Owner(pass, form, text);
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
        foreach (var slot in form.Slots)
        {
            if (pass.Frame!.Proposals.TryGetValue(slot.Name, out var answer) && answer.Origin == AnswerOrigin.ProposalConfirmed) heard.Add($"{pass.SlotLabel(slot)} {pass.SayValue(slot, answer)}");
        }

        return PendingQuestions.AskFound(pass, heard);
    }

    /// <summary>Takes what was heard as answers, or leaves each as one tap at its own question.</summary>
    public static TurnStep Decide(Pass pass, FormShape form, bool right)
    {
        var candidates = new List<Candidate>();
        foreach (var (name, answer) in pass.Frame!.Proposals)
        {
            if (answer.Origin != AnswerOrigin.ProposalConfirmed || form.Find(name) is not { } slot) continue;
            if (right) candidates.Add(new Candidate(slot, answer.Value, answer.Raw, AnswerOrigin.ProposalConfirmed));
        }

        pass.Frame = pass.Frame with
        {
            Proposals = pass.Frame.Proposals.ToDictionary(p => p.Key, p => p.Value.Origin == AnswerOrigin.ProposalConfirmed ? p.Value with { Origin = AnswerOrigin.Typed } : p.Value),
        };
        return right ? Filling.Accept(pass, form, candidates, quietly: true) : Prompts.Next(pass);
    }

    private static void Firm(Pass pass, FormShape form, string text)
    {
        if (Named().Match(text) is not { Success: true } match) return;
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.From is not ItemsFrom.Vocabulary(var list) || SlotWords.ListName(list) != "legal_forms" || slot.Index == 0) continue;
            if (pass.Index.Reader.Read(slot, match.Groups["form"].Value, pass.Language, pass.Today) is not Reading.Value legal) return;
            var firm = form.Slots[slot.Index - 1];
            if (!firm.TakesAnyWords || pass.Index.Reader.Read(firm, match.Groups["name"].Value, pass.Language, pass.Today) is not Reading.Value name) return;
            Propose(pass, slot, legal.Is, legal.Raw);
            Propose(pass, firm, name.Is, name.Raw);
            return;
        }
    }

    private static void Owner(Pass pass, FormShape form, string text)
    {
        if (Introduces().Match(text) is not { Success: true } match) return;
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.Propose != "channel.name" || pass.Index.Reader.Read(slot, match.Groups["name"].Value, pass.Language, pass.Today) is not Reading.Value name) continue;
            Propose(pass, slot, name.Is, name.Raw);
            return;
        }
    }

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
}
