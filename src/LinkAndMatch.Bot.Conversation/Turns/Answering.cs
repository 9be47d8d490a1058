using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Reads the answers in a message: the slot that was asked for, and from the rest of it others that identify themselves. A piece of the message is used once.</summary>
internal static partial class Answering
{
    /// <summary>A list of this name stands before the name of a firm ("CV Maju Logam").</summary>
    public const string LegalForms = "legal_forms";

    private const char LastLatin = '\u024F';

    // Abbreviations are no part of the name; a word such as "Koperasi" is.
    private const int LongestAbbreviation = 5;

    /// <summary>The step that the message leads to as an answer; null: it is none.</summary>
    public static TurnStep? Try(Pass pass, FormShape form, string text, Clauses clauses)
    {
        var asked = pass.AskedSlot;
        var statement = clauses.HasStatement ? clauses.Statement : text;
        var candidates = new List<Candidate>();
        if (Read(pass, form, asked, statement, candidates) is not { } reading) return pass.Reads();
        if (asked is { TakesSeveral: true } && candidates.FindIndex(c => c.Slot == asked) is >= 0 and var at)
        {
            candidates[at] = candidates[at] with { Value = Union(pass, asked, candidates[at].Value) };
        }

        switch (reading)
        {
            case Reading.Which which:
                // Those with a rule of the store wait until they are said again: two questions in one turn would be too many.
                foreach (var other in candidates)
                {
                    if (other.Slot.Slot.Check is null) Filling.Set(pass, other.Slot, other.Value, other.Raw, other.Origin);
                }

                return PendingQuestions.AskWhich(pass, asked!, which, statement);
            case Reading.Wrong wrong when candidates.Count == 0:
                return Misunderstanding.SayWrong(pass, form, asked!, wrong, statement);
        }

        if (clauses.Strength == QuestionStrength.None && candidates is [] or [{ Value: SlotValue.Terms({ Count: 0 }, _) }]) FindWhole(pass, form, asked, statement, candidates);
        return candidates.Count == 0 ? null : Filling.Accept(pass, form, candidates, then: () => AlsoAsked(pass, form, clauses));
    }

    // "kab tegal" at the question for the NIB, "CV" when the form was told with the firm's name: a message that is nothing but a place that is still to be
    // asked, or a legal form, is about the question that it answers. Other lists hold everyday words ("standar", "pompa", "lainnya") that answer what was asked.
    private static void FindWhole(Pass pass, FormShape form, SlotShape? asked, string text, List<Candidate> candidates)
    {
        if (asked is null or { TakesAnyWords: true } or { Type: SlotType.Confirm }) return;
        foreach (var slot in form.Slots)
        {
            var place = slot.Type == SlotType.Region && !pass.Frame!.Answers.ContainsKey(slot.Name);
            if (slot == asked || !(place || IsLegalForm(slot)) || !pass.Holds(slot.Slot.When, pass.Frame!.Answers)) continue;
            if (pass.Index.Reader.Read(slot, text, pass.Language, pass.Today) is not Reading.Value { Weak: false } whole || whole.Raw.Length * 3 < text.Trim().Length * 2) continue;
            if (whole.Is is SlotValue.Keys keys && keys.Values.Any(slot.Slot.Add.Contains)) continue;
            candidates.Clear();
            candidates.Add(new Candidate(slot, whole.Is, whole.Raw, AnswerOrigin.Typed));
            return;
        }
    }

    /// <summary>True for the question that takes a legal form (PT, CV, ...).</summary>
    public static bool IsLegalForm(SlotShape slot) => slot is { Type: SlotType.Choice, Slot.From: ItemsFrom.Vocabulary(var list) } && SlotWords.ListName(list) == LegalForms;

    // "pelatihan sama mesin" where machines are no choice: each part that chose nothing is told.
    private static List<string> Unread(Pass pass, SlotShape slot, string text, List<Span> used)
    {
        var unread = new List<string>();
        foreach (var range in Joints().EnumerateSplits(text))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var part = text.Substring(start, length).Trim(' ', '.', '!', '?');
            if (used.Exists(u => u.Overlaps(new Span(start, length))) || !pass.Index.Data.Vocabulary.SaysSomething(part)) continue;
            var folded = Phrase.WithoutManners(Phrase.Fold(part));
            if (!pass.Catalog.Texts.Phrases(slot.AliasesKey, pass.Language).Any(a => Phrase.Fold(a) == folded)) unread.Add(part);
        }

        return unread;
    }

    /// <summary>What a message says by itself, without any question: values that identify themselves and pieces that begin with the name of a slot.</summary>
    public static IReadOnlyList<Candidate> Volunteered(Pass pass, FormShape form, string text)
    {
        var candidates = new List<Candidate>();
        var used = new List<Span>();
        FindOthers(pass, form, null, text, used, candidates);
        FindNamed(pass, form, null, text, used, candidates, onlyTyped: true);
        return candidates;
    }

    /// <summary>Reads an edited message once more for the slots that it had filled.</summary>
    public static IReadOnlyList<(SlotShape Slot, Reading Reading)> Again(Pass pass, FormShape form, IReadOnlyList<SlotShape> slots, string text)
    {
        var asked = slots[0];
        foreach (var slot in slots)
        {
            if (slot.TakesAnyWords) asked = slot;
        }

        var candidates = new List<Candidate>();
        if (Read(pass, form, asked, text, candidates) is not { } reading) return [];
        var readings = new List<(SlotShape, Reading)>();
        if (reading is not Reading.Value) readings.Add((asked, reading));
        foreach (var candidate in candidates) readings.Add((candidate.Slot, new Reading.Value(candidate.Value, candidate.Raw, [])));
        return [.. readings.Where(r => slots.Contains(r.Item1))];
    }

    // The reading of the asked slot; its value and those of the others are put into the candidates. Null: something must be read first.
    private static Reading? Read(Pass pass, FormShape form, SlotShape? asked, string statement, List<Candidate> candidates)
    {
        var used = new List<Span>();
        Reading reading = Reading.None;
        // Digits and phone numbers are read whole by their own slot first; any other slot would see only pieces in them.
        var first = asked is { Type: SlotType.Digits or SlotType.Phone };
        if (!first) FindOthers(pass, form, asked, statement, used, candidates);
        // "mesin bubut 2" at the question for workers: the number belongs to what is named before it.
        var counts = asked is { Type: SlotType.Integer or SlotType.Decimal or SlotType.Money };
        if (counts)
        {
            FindNamed(pass, form, asked, statement, used, candidates);
            if (OfOthers(pass, form, asked!, statement, used) is { } wrong) return wrong;
        }

        if (asked is { TakesAnyWords: false })
        {
            if (ReadAsked(pass, asked, Blank(statement, used)) is not { } read) return null;
            reading = read;
            if (reading is Reading.Value { Weak: true } && !MayBeUnknownWord(form, asked, pass.Language, statement)) reading = Reading.None;
            if (reading is Reading.Value value)
            {
                candidates.Insert(0, new Candidate(asked, WithoutNames(form, asked, pass.Language, value.Is), value.Raw, AnswerOrigin.Typed));
                used.AddRange(value.Spans);
            }
        }

        if (first) FindOthers(pass, form, asked, statement, used, candidates);
        if (asked is { Type: SlotType.Terms }) FindTermsOfOthers(pass, form, asked, statement, used, candidates);
        if (!counts) FindNamed(pass, form, asked, statement, used, candidates);
        if (asked is { Type: SlotType.Choices } && reading is Reading.Value) candidates[0] = candidates[0] with { Unread = Unread(pass, asked, statement, used) };
        if (asked is not { TakesAnyWords: true }) return reading;
        reading = ReadWords(pass, form, asked, statement, used, candidates);
        if (reading is Reading.Value words) candidates.Insert(0, new Candidate(asked, words.Is, words.Raw, AnswerOrigin.Typed));
        return reading;
    }

    /// <summary>Reads a text for one slot, with the items of the domain where it chooses among them; null: they must be read first.</summary>
    public static Reading? ReadAsked(Pass pass, SlotShape slot, string text)
    {
        IReadOnlyList<(string, string)>? items = null;
        if (slot.Items is { } query)
        {
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame!, query)) is not { } read) return null;
            items = [.. read.List.Select(i => (i.Id, ItemLists.Title(pass, query, i)))];
        }

        return pass.Index.Reader.Read(slot, text, pass.Language, pass.Today, items);
    }

    // "gergaji ukir" may be a machine that no list knows; "karyawan ada 15an" is none.
    private static bool MayBeUnknownWord(FormShape form, SlotShape slot, string language, string text)
    {
        var folded = Phrase.Fold(text);
        if (Phrase.CountWords(folded) > 6 || folded.AsSpan().ContainsAnyInRange('0', '9') || QuestionWords.LooksLikeQuestion(text) != QuestionStrength.None) return false;
        // Words of another script are nobody's machine or certificate here.
        if (!folded.Any(char.IsAsciiLetter) || folded.Any(l => char.IsLetter(l) && l > LastLatin)) return false;
        return form.NamedAtStart(folded, language, out _) is not { } named || named == slot;
    }

    // "mesin pres, mesin": the name of the slot itself is no word to keep.
    private static SlotValue WithoutNames(FormShape form, SlotShape slot, string language, SlotValue value)
    {
        if (value is not SlotValue.Terms({ Count: > 0 } keys, { Count: > 0 } unmatched)) return value;
        return new SlotValue.Terms(keys, [.. unmatched.Where(u => form.NamedAtStart(Phrase.Fold(u), language, out var length) != slot || length < Phrase.Fold(u).Length)]);
    }

    /// <summary>Reads words for a slot that takes any, without the lead before them; a legal form before a firm's name is a candidate of its own.</summary>
    public static Reading ReadWords(Pass pass, FormShape form, SlotShape slot, string words, List<Candidate> candidates) => ReadWords(pass, form, slot, words, [], candidates);

    // What was tapped before and what is typed now belong together.
    private static SlotValue Union(Pass pass, SlotShape slot, SlotValue value) => (Prompts.Collected(pass, slot), value) switch
    {
        (SlotValue.Keys(var before), SlotValue.Keys(var now)) => new SlotValue.Keys([.. before.Union(now)]),
        (SlotValue.Terms(var before, var words), SlotValue.Terms(var now, var more)) => new SlotValue.Terms([.. before.Union(now)], [.. words.Union(more)]),
        _ => value,
    };

    private static TurnStep? AlsoAsked(Pass pass, FormShape form, Clauses clauses) =>
        clauses is { Question: { } question, HasStatement: true } && form.Form.FaqInterrupts && pass.Frame is not null ? Questions.AnswerBesides(pass, form, question) : null;

    private static void FindOthers(Pass pass, FormShape form, SlotShape? asked, string text, List<Span> used, List<Candidate> candidates)
    {
        // A short answer to the question holds nothing else.
        if (text.Length < 6) return;
        List<(SlotShape Slot, Reading.Value Value)>? found = null;
        foreach (var slot in form.Slots)
        {
            if (slot == asked || !slot.Slot.FillsAnywhere || slot.TakesAnyWords || !pass.Holds(slot.Slot.When, pass.Frame!.Answers)) continue;
            if (pass.Index.Reader.Read(slot, Blank(text, used), pass.Language, pass.Today) is Reading.Value { Weak: false, Spans.Count: > 0 } value) (found ??= []).Add((slot, value));
        }

        foreach (var (slot, value) in found ?? [])
        {
            // Claimed by two: nobody knows whose it is.
            if (found!.Exists(f => f.Slot != slot && Overlap(f.Value.Spans, value.Spans))) continue;
            candidates.Add(new Candidate(slot, value.Is, value.Raw, AnswerOrigin.Typed));
            used.AddRange(value.Spans);
        }
    }

    // "press plat spcc, sebulan 25 ribu biji" at the question for processes: words that its list does not know may belong to open neighbours.
    private static void FindTermsOfOthers(Pass pass, FormShape form, SlotShape asked, string text, List<Span> used, List<Candidate> candidates)
    {
        var at = candidates.FindIndex(c => c.Slot == asked);
        if (at < 0 || candidates[at].Value is not SlotValue.Terms(var known, { Count: > 0 } unmatched)) return;
        var rest = unmatched.ToList();
        foreach (var slot in form.Slots)
        {
            if (slot == asked || pass.Frame!.Answers.ContainsKey(slot.Name) || !pass.Holds(slot.Slot.When, pass.Frame.Answers) || candidates.Exists(c => c.Slot == slot)) continue;
            if (slot.Type == SlotType.Quantity && slot.Slot.Periods.Count > 0)
            {
                if (pass.Index.Reader.Read(slot, text, pass.Language, pass.Today) is not Reading.Value quantity) continue;
                candidates.Add(new Candidate(slot, quantity.Is, quantity.Raw, AnswerOrigin.Typed));
                used.AddRange(quantity.Spans);
                continue;
            }

            if (slot.Type != SlotType.Terms || known.Count == 0) continue;
            List<string>? found = null;
            for (var i = rest.Count - 1; i >= 0; i--)
            {
                if (pass.Index.Reader.Read(slot, rest[i], pass.Language, pass.Today) is not Reading.Value { Weak: false, Is: SlotValue.Terms(var keys, _) }) continue;
                (found ??= []).InsertRange(0, keys);
                rest.RemoveAt(i);
            }

            if (found is not null) candidates.Add(new Candidate(slot, new SlotValue.Terms([.. found.Distinct()], []), text, AnswerOrigin.Typed));
        }

        candidates[at] = candidates[at] with { Value = new SlotValue.Terms(known, rest) };
    }

    // "karyawan 12, berdiri 2015": a piece that begins or ends with the name of a slot.
    private static void FindNamed(Pass pass, FormShape form, SlotShape? asked, string text, List<Span> used, List<Candidate> candidates, bool onlyTyped = false)
    {
        foreach (var piece in NamedPieces(form, pass.Language, text))
        {
            if (used.Exists(u => u.Overlaps(piece))) continue;
            var words = WithoutLeads(text.Substring(piece.Start, piece.Length));
            var folded = Phrase.Fold(words);
            if (form.NamedAtStart(folded, pass.Language, out var length) is { } named && length < folded.Length)
            {
                var value = AfterWords(words, Phrase.CountWords(folded[..length]));
                // Of "mesin bubut" the name is a part of the term itself.
                TryNamed(named, named.Type == SlotType.Terms ? words : value, Marked(words, value) || Phrase.CountWords(folded[..length]) > 1);
            }
            else if (EndsWithName(form, folded, pass.Language) is { Type: SlotType.Integer } counted)
            {
                TryNamed(counted, words, true);
            }

            void TryNamed(SlotShape slot, string value, bool sure)
            {
                if (slot == asked || slot.Items is not null || slot.Type is SlotType.Confirm or SlotType.Photos || (slot.TakesAnyWords && (!sure || onlyTyped))) return;
                if (candidates.Exists(c => c.Slot == slot) || !pass.Holds(slot.Slot.When, pass.Frame!.Answers)) return;
                if (pass.Index.Reader.Read(slot, value, pass.Language, pass.Today) is not Reading.Value { Weak: false } read) return;
                candidates.Add(new Candidate(slot, read.Is, value, AnswerOrigin.Typed));
                used.Add(piece);
            }
        }
    }

    // "5 mesin" at the question for workers: what is counted there is something else. The piece is out; with nothing else in the message it is said so.
    private static Reading.Wrong? OfOthers(Pass pass, FormShape form, SlotShape asked, string text, List<Span> used)
    {
        SlotShape? other = null;
        foreach (var piece in NamedPieces(form, pass.Language, text))
        {
            if (used.Exists(u => u.Overlaps(piece))) continue;
            var folded = Phrase.Fold(WithoutLeads(text.Substring(piece.Start, piece.Length)));
            if (!folded.AsSpan().ContainsAnyInRange('0', '9') || form.Aliases(pass.Language).Any(a => a.Slot == asked && Phrase.Contains(folded, a.Alias))) continue;
            if ((EndsWithName(form, folded, pass.Language) ?? form.NamedAtStart(folded, pass.Language, out _)) is not { TakesAnyWords: false } named || named == asked) continue;
            used.Add(piece);
            other = named;
        }

        return other is null || Blank(text, used).Any(char.IsLetterOrDigit) ? null : new Reading.Wrong("other_slot", Pass.Named(("value", pass.SlotLabel(other))));
    }

    private static Reading ReadWords(Pass pass, FormShape form, SlotShape asked, string text, List<Span> used, List<Candidate> candidates)
    {
        var words = used.Count == 0 ? WithoutSentenceEnd(text) : Remainder(form, pass.Language, text, used);
        words = WithoutLead(form, asked, pass.Language, words);
        if (words.Length == 0) return Reading.None;

        if (LegalForm(pass, form, asked, words) is { } legal)
        {
            candidates.Add(legal.Candidate);
            if (legal.Name.Length > 0) words = legal.Name;
        }

        return pass.Index.Reader.Read(asked, words, pass.Language, pass.Today);
    }

    private static (Candidate Candidate, string Name)? LegalForm(Pass pass, FormShape form, SlotShape asked, string words)
    {
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.From is not ItemsFrom.Vocabulary(var list) || SlotWords.ListName(list) != LegalForms || !Neighbours(asked, slot)) continue;
            if (pass.Index.Data.Vocabulary.Find(LegalForms, words).Terms is not [{ Start: 0 } first, ..] || first.Length >= words.Length) return null;
            var name = first.Length <= LongestAbbreviation ? words[first.Length..].TrimStart(' ', '.', ',', '-') : words;
            return (new Candidate(slot, new SlotValue.Keys([first.Value]), words[..first.Length], AnswerOrigin.Typed), name);
        }

        return null;
    }

    // The legal form belongs to the name asked just before it, not to the owner's or the product's.
    private static bool Neighbours(SlotShape asked, SlotShape legalForm) => Math.Abs(asked.Index - legalForm.Index) == 1;

    // "nama usaha saya CV Maju" is "CV Maju".
    private static string WithoutLead(FormShape form, SlotShape asked, string language, string words)
    {
        var folded = Phrase.Fold(words);
        if (form.NamedAtStart(folded, language, out var length) != asked || length == folded.Length) return words;
        var count = Phrase.CountWords(folded[..length]);
        var rest = AfterWords(words, count);
        // "Bengkel Jaya" is a name that begins with an alias: only a mark, a pronoun or a longer alias leads in.
        var led = Marked(words, rest) || s_pronouns.Contains(FirstWord(rest)) || count > 1 || folded[..length].EndsWith("nya", StringComparison.Ordinal);
        if (!led) return words;
        while (s_pronouns.Contains(FirstWord(rest)))
        {
            var after = AfterWords(rest, 1);
            if (after.Length == 0) break;
            rest = after;
        }

        return rest.Length > 0 ? rest : words;
    }

    // The full stop of a sentence; that of an abbreviation ("Tbk.") belongs to the name.
    private static string WithoutSentenceEnd(string text)
    {
        var words = text.Trim().TrimEnd(',', ';', ' ');
        return words.EndsWith('.') && words.Length > 4 && char.IsLetterOrDigit(words[^5]) && char.IsLetterOrDigit(words[^4]) && char.IsLetterOrDigit(words[^3]) && char.IsLetterOrDigit(words[^2]) ? words[..^1] : words;
    }

    private static string Remainder(FormShape form, string language, string text, List<Span> used)
    {
        var kept = new List<string>();
        foreach (var piece in Pieces(text))
        {
            var words = text.Substring(piece.Start, piece.Length);
            if (used.Exists(u => u.Overlaps(piece)))
            {
                // What is left beside a value that was taken is mostly its name ("NIB", "WA saya"); real words are kept.
                var rest = Blank(text, used).Substring(piece.Start, piece.Length).Trim();
                var folded = Phrase.WithoutManners(Phrase.Fold(rest));
                if (folded.Length < 3 || form.NamedIn(folded, language) is not null || s_leads.Contains(folded)) continue;
                words = rest;
            }

            if (words.Any(char.IsLetterOrDigit)) kept.Add(words.Trim());
        }

        return string.Join(", ", kept);
    }

    private static IEnumerable<Span> Pieces(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || text[i] is ';' or '\n' || (text[i] == ',' && !(i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])));
            if (!ends) continue;
            if (i > start) yield return new Span(start, i - start);
            start = i + 1;
        }
    }

    // "karyawan 12 dan berdirinya 2010": a joint parts where the name of a slot follows it.
    private static IEnumerable<Span> NamedPieces(FormShape form, string language, string text)
    {
        foreach (var piece in Pieces(text))
        {
            var start = piece.Start;
            for (var at = text.IndexOf(' ', piece.Start, piece.Length); at >= 0 && at < piece.End; at = text.IndexOf(' ', at + 1, piece.End - at - 1))
            {
                var rest = text[(at + 1)..piece.End];
                if (!s_joints.Contains(FirstWord(rest)) || form.NamedAtStart(Phrase.Fold(AfterWords(rest, 1)), language, out _) is null) continue;
                if (at > start) yield return new Span(start, at - start);
                start = at + 1;
            }

            if (start < piece.End) yield return new Span(start, piece.End - start);
        }
    }

    // "iya tapi karyawannya 15" begins with the name but for small words.
    private static string WithoutLeads(string words)
    {
        while (s_small.Contains(FirstWord(words.TrimStart()))) words = AfterWords(words, 1);
        return words;
    }

    private static string Blank(string text, List<Span> used)
    {
        if (used.Count == 0) return text;
        var letters = text.ToCharArray();
        foreach (var span in used) Array.Fill(letters, ' ', span.Start, Math.Min(span.Length, letters.Length - span.Start));
        return new string(letters);
    }

    private static bool Overlap(IReadOnlyList<Span> a, IReadOnlyList<Span> b)
    {
        foreach (var one in a)
        {
            foreach (var other in b)
            {
                if (one.Overlaps(other)) return true;
            }
        }

        return false;
    }

    private static SlotShape? EndsWithName(FormShape form, string folded, string language)
    {
        if (folded.Length == 0 || !char.IsAsciiDigit(folded[0])) return null;
        foreach (var (alias, slot) in form.Aliases(language))
        {
            if (folded.EndsWith(" " + alias, StringComparison.Ordinal)) return slot;
        }

        return null;
    }

    /// <summary>The words behind the first few, without the mark between them.</summary>
    public static string AfterWords(string words, int count)
    {
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            while (at < words.Length && !char.IsLetterOrDigit(words[at])) at++;
            while (at < words.Length && char.IsLetterOrDigit(words[at])) at++;
        }

        return words[at..].Trim(' ', ':', '=', ',', '-', '.', '\t');
    }

    private static bool Marked(string words, string rest)
    {
        var before = words.AsSpan(0, Math.Max(0, words.Length - rest.Length));
        return before.Contains(':') || before.Contains('=');
    }

    private static string FirstWord(string words)
    {
        var end = 0;
        while (end < words.Length && char.IsLetterOrDigit(words[end])) end++;
        return words[..end].ToLowerInvariant();
    }

    [GeneratedRegex(@"[,;\n+&/]|\b(?:dan|sama|serta|karo|lan|plus|terus|lalu|and)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joints();

    private static readonly HashSet<string> s_pronouns = ["saya", "kami", "kita", "aku", "adalah", "ialah", "yaitu", "namanya", "my", "our", "is", "itu"];
    private static readonly HashSet<string> s_joints = ["dan", "terus", "lalu", "serta", "sama", "lan", "karo", "and"];
    private static readonly HashSet<string> s_small = [.. s_joints, "iya", "ya", "y", "ok", "oke", "baik", "sudah", "betul", "benar", "tapi", "tp", "tetapi", "cuma", "hanya", "eh", "oh", "maaf", "untuk", "kalau", "kalo", "yes", "but", "sorry"];
    private static readonly HashSet<string> s_leads = ["dan", "no", "nomor", "nomer", "dengan", "terus", "lalu", "and", "number"];
}
