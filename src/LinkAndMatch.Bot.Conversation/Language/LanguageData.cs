using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Language;

/// <summary>All that understanding needs from <c>dialogs/data</c>, read once at the start and shared by every turn.</summary>
/// <param name="Vocabulary">Lists of terms with their words.</param>
/// <param name="Regions">Indonesia's regions.</param>
/// <param name="Normaliser">Chat spelling to plain words.</param>
/// <param name="Kbli">Classes of business.</param>
/// <param name="Quantities">Amounts in the units of the vocabulary.</param>
public sealed record LanguageData(Vocabulary Vocabulary, Regions Regions, Normaliser Normaliser, KbliTable Kbli, Quantities Quantities)
{
    /// <summary>Reads the folder.</summary>
    /// <exception cref="DataFileException">A file is missing or broken; the message names file and line.</exception>
    public static LanguageData Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder)) throw new DataFileException(folder, 0, "the folder with vocabulary, regions and lexicons is missing.");
        var vocabulary = Vocabulary.Load(Path.Combine(folder, "vocab.yaml"));
        return new LanguageData(vocabulary, Regions.Load(folder), Normaliser.Load(folder), KbliTable.Load(Path.Combine(folder, "kbli-short.csv")), new Quantities(vocabulary));
    }

    /// <summary>Does now what would be done at first use (villages are unpacked, phone plans read): about a second. To be called beside the start, not in a turn.</summary>
    public void Warm()
    {
        _ = Regions.Find("talang", RegionLevel.Village);
        _ = Phones.Find("0283 491234, 0812 3456 7890");
        _ = Vocabulary.Find("processes", "pres");
        _ = Normaliser.Normalise("gmn");
        _ = Corrections.Read("ganti nama jadi A");
        _ = Dates.Find("besok", new DateOnly(2026, 1, 1));
    }
}
