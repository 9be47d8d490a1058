using System.Globalization;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Publishing;

/// <summary>The answers that officers published, as entries beside the files; one of the same id replaces its file.</summary>
internal sealed class PublishedAnswers(IDbContextFactory<PartnershipStore> stores) : IFaqSource
{
    public string Revision
    {
        get
        {
            using var store = stores.CreateDbContext();
            var published = store.Answers.Where(a => a.Status == AnswerStatus.Published);
            var newest = published.Max(a => a.PublishedAt);
            return string.Create(CultureInfo.InvariantCulture, $"{published.Count()}/{newest?.UtcTicks}");
        }
    }

    public IReadOnlyList<FaqEntry> Read()
    {
        using var store = stores.CreateDbContext();
        return
        [
            .. store.Answers.AsNoTracking().Where(a => a.Status == AnswerStatus.Published && a.EntryId != null).ToList()
                .GroupBy(a => a.EntryId!)
                .Select(entry => new FaqEntry
                {
                    Id = entry.Key,
                    Status = "officer",
                    Texts = TextsOf(entry),
                    Reviewed = DateOnly.FromDateTime(entry.Max(a => a.PublishedAt ?? a.At).UtcDateTime),
                }),
        ];
    }

    // Indonesian is always there: an answer that was given in English alone serves both until somebody translates it.
    private static Dictionary<string, FaqText> TextsOf(IEnumerable<Answer> answers)
    {
        var texts = answers.ToDictionary(a => a.Language, a => new FaqText(a.EntryQuestion ?? "", a.EntryVariants, a.Text));
        if (!texts.ContainsKey("id")) texts["id"] = texts.Values.First();
        return texts;
    }
}
