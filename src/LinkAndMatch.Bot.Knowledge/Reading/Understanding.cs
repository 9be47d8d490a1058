using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>What the bot makes of one message that stands alone.</summary>
/// <param name="Language">id, en or jv.</param>
/// <param name="Normalised">The message in plain words.</param>
/// <param name="Intent">register, describe-product, request-introduction, status, faq, help, cancel, human, greeting or none.</param>
/// <param name="Slots">What was said, by slot: texts, numbers, lists, or for the capacity qty, unit and per.</param>
/// <param name="Decision">answer, choose, unknown, dialog, command or chitchat.</param>
/// <param name="Faq">The best entries with their probabilities.</param>
public sealed record Understood(string Text, string Language, string Normalised, string Intent, IReadOnlyDictionary<string, object> Slots, string Decision, IReadOnlyList<AnswerHit> Faq);

/// <summary>Reads a message by itself, without a conversation: for operators who wonder why the bot said what it said, and to measure it.</summary>
public sealed partial class Understanding
{
    private static readonly FrozenDictionary<string, string> s_commands = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["/daftar"] = "register",
        ["/register"] = "register",
        ["/produk"] = "describe-product",
        ["/product"] = "describe-product",
        ["/perkenalan"] = "request-introduction",
        ["/introduce"] = "request-introduction",
        ["/status"] = "status",
        ["/tanya"] = "faq",
        ["/ask"] = "faq",
        ["/petugas"] = "human",
        ["/officer"] = "human",
        ["/bantuan"] = "help",
        ["/help"] = "help",
        ["/start"] = "help",
        ["/batal"] = "cancel",
        ["/cancel"] = "cancel",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly AnswerFinder _finder;
    private readonly IntentReader _intents;
    private readonly LanguageData _data;
    private readonly IReadOnlyCollection<string> _industries;

    /// <param name="finder">Finds answers.</param>
    /// <param name="data">Recognizers and their data.</param>
    /// <param name="dialogsPath">The folder <c>dialogs</c>, with <c>intents.yaml</c>.</param>
    /// <param name="industries">Names of industries that may be asked for; those that the answers name are known anyway.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be read.</exception>
    public Understanding(AnswerFinder finder, LanguageData data, string dialogsPath, IEnumerable<string>? industries = null)
    {
        ArgumentNullException.ThrowIfNull(finder);
        ArgumentNullException.ThrowIfNull(data);
        _finder = finder;
        // The search learns beside the intents: each takes about a second.
        var searching = Task.Run(finder.Renew);
        var entries = finder.ReadEntries();
        _data = data;
        _industries = [.. (industries ?? []).Select(i => LegalForm().Replace(i, "")).Concat(NamedIn(entries)).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(i => i.Length)];
        _intents = IntentReader.Learn(
            IntentReader.Examples(PhraseLists.Load(Path.Combine(dialogsPath, "intents.yaml")), entries, Unanswered.Load(Path.Combine(dialogsPath, "faq"))),
            finder.Wording,
            data);
        searching.GetAwaiter().GetResult();
    }

    /// <summary>What the message means. The same message always means the same.</summary>
    public Understood Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var normalised = _finder.Wording.Normalise(text);
        var language = LanguageGuess.Of(text);
        var said = SaidValues.Read(text, _data);
        var faq = _finder.Find(text, language == "en" ? "en" : "id", null);
        var (intent, smallTalk) = Intent(text, normalised, said, faq);
        var slots = said.Slots(intent, _industries);
        return new Understood(text, language, normalised, intent, slots, Decision(intent, smallTalk, faq), faq.Hits);
    }

    private (string Intent, bool SmallTalk) Intent(string text, string normalised, SaidValues said, AnswerSearch faq)
    {
        var first = text.AsSpan().Trim();
        if (first.StartsWith("/"))
        {
            var end = first.IndexOfAny(' ', '@', '\n');
            if (s_commands.TryGetValue((end < 0 ? first : first[..end]).ToString(), out var command)) return (command, false);
        }

        var stems = _finder.Wording.StemsOf(normalised);
        if (stems.Count == 0) return ("none", true);
        var read = _intents.Read(text, stems, said);
        var (best, likelihood) = read[0];
        // Said like no question, and no entry is near: what comes next in likelihood is meant, if it is at all likely.
        if (best == "faq" && faq.Decision == AnswerDecision.Unknown && QuestionWords.LooksLikeQuestion(text) == QuestionStrength.None && read[1].Likelihood > likelihood / 4f) best = read[1].Class;
        if (best == "none" && faq.Decision == AnswerDecision.Answer) best = "faq";
        return best == IntentReader.SmallTalk ? ("none", true) : (best, false);
    }

    // "PT Dharma Polimetal" in an answer: a name that people will use.
    private static IEnumerable<string> NamedIn(IEnumerable<FaqEntry> entries) =>
        entries.SelectMany(e => FirmInAnswer().Matches(e.Texts["id"].Body)).Select(m => m.Groups["name"].Value);

    private static string Decision(string intent, bool smallTalk, AnswerSearch faq) => intent switch
    {
        "register" or "describe-product" or "request-introduction" => "dialog",
        "status" or "help" or "cancel" or "human" => "command",
        "greeting" => "chitchat",
        "faq" => faq.Decision switch
        {
            AnswerDecision.Answer => "answer",
            AnswerDecision.Choose => "choose",
            AnswerDecision.Unknown => "unknown",
        },
        _ => smallTalk ? "chitchat" : "unknown",
    };

    [GeneratedRegex(@"\bPT\s+(?<name>[A-Z]\w+(?:\s[A-Z]\w+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex FirmInAnswer();

    [GeneratedRegex(@"^\s*(?:PT|CV|UD)\.?\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LegalForm();
}
