using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Values in words, for the chat.</summary>
internal sealed class SlotWords(LanguageData data, Texts texts)
{
    public static bool Same(SlotValue a, SlotValue b) => a.GetType() == b.GetType() && a.Canonical == b.Canonical;

    /// <summary>The value as a person reads it. <paramref name="raw"/>: the words it was given in; the title of a picked item.</summary>
    public string Say(SlotShape slot, SlotValue value, string raw, string language) => value switch
    {
        SlotValue.Skipped => texts.Label("values.skipped", language),
        SlotValue.Flag(var flag) => texts.Label(flag ? "values.yes" : "values.no", language),
        SlotValue.Text(var code) when slot.Type == SlotType.Region => data.Regions.Name(code),
        SlotValue.Text when slot.Items is not null => raw,
        SlotValue.Text(var text) => text,
        // A year is written without the dot between thousands.
        SlotValue.Integer(var number) => slot.Slot.Range is { Min: >= 1000, Max: <= 2999 } ? number.ToString(CultureInfo.InvariantCulture) : Format(number, language),
        SlotValue.Number(var number) => slot.Type switch
        {
            SlotType.Money => "Rp" + Format(number, language),
            SlotType.Tolerance => Format(number, language) + " mm",
            _ => Format(number, language),
        },
        SlotValue.Amount(var quantity) => quantity.Format(data.Vocabulary, language),
        SlotValue.Day(var day) => day.ToString("d MMMM yyyy", Culture(language)),
        SlotValue.Phone(var phone) => phone.Display,
        SlotValue.Keys(var keys) => Joined(keys, k => KeyLabel(slot, k, language)),
        SlotValue.Terms(var keys, var unmatched) => Joined([.. keys.Select(k => KeyLabel(slot, k, language)), .. unmatched], k => k),
        SlotValue.Files(var hashes) => texts.Label("values.photos", language, Pass.Named(("count", hashes.Count))),
        _ => throw new InvalidOperationException($"Unknown value {value.GetType().Name}."),
    };

    /// <summary>The label of a key of a choice slot: its own text, or the vocabulary's.</summary>
    public string KeyLabel(SlotShape slot, string key, string language)
    {
        if (slot.Existing("choices." + key) is { } own) return texts.Label(own, language);
        if (slot.Slot.From is ItemsFrom.Vocabulary(var list)) return data.Vocabulary.Label(ListName(list), key, language);
        return key;
    }

    /// <summary>The name of a slot as a person reads it: its label, else its first alias.</summary>
    public string SlotLabel(SlotShape slot, string language)
    {
        if (slot.LabelKey is { } label) return texts.Label(label, language);
        var name = texts.Phrases(slot.AliasesKey, language) is [var first, ..] ? first : slot.Name.Replace('_', ' ');
        return char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
    }

    /// <summary>The vocabulary's own name of a list (<c>vocab.sectors</c> is <c>sectors</c>).</summary>
    public static string ListName(string list) => list.StartsWith("vocab.", StringComparison.Ordinal) ? list["vocab.".Length..] : list;

    public static string Format(decimal number, string language) =>
        language == "en" ? number.ToString("#,0.############", CultureInfo.InvariantCulture) : Numbers.Format(number);

    private static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "id-ID");

    private static string Joined(IReadOnlyList<string> keys, Func<string, string> label)
    {
        var joined = new StringBuilder();
        foreach (var key in keys)
        {
            if (joined.Length > 0) joined.Append(", ");
            joined.Append(label(key));
        }

        return joined.ToString();
    }
}
