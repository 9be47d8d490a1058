using LinkAndMatch.Bot.Knowledge.Faq;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The entries as a Lucene index in memory: a document for each, its fields weighted. Never changed once built, so any thread may search.</summary>
internal sealed class FaqIndex
{
    private static readonly (string Field, float Weight)[] s_wordFields = [("question", 1.5f), ("variants", 2f), ("tags", 0.7f), ("answer", 0.4f)];
    private const float GramWeight = 0.25f;
    private readonly IndexSearcher _searcher;

    public FaqIndex(IReadOnlyList<FaqEntry> entries, Wording wording)
    {
        Entries = entries;
        var directory = new RAMDirectory();
        var blanks = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, blanks) { Similarity = new BM25Similarity() }))
        {
            foreach (var entry in entries)
            {
                var questions = Stems(entry.Texts.Values.Select(t => t.Question));
                var variants = Stems(entry.Texts.Values.SelectMany(t => t.Variants));
                writer.AddDocument(
                [
                    new TextField("question", string.Join(' ', questions), Field.Store.NO),
                    new TextField("variants", string.Join(' ', variants), Field.Store.NO),
                    new TextField("tags", string.Join(' ', Stems(entry.Tags)), Field.Store.NO),
                    new TextField("answer", string.Join(' ', Stems(entry.Texts.Values.Select(t => t.Body))), Field.Store.NO),
                    new TextField("grams", string.Join(' ', questions.Concat(variants).Distinct().SelectMany(FeatureSpace.Grams).Distinct()), Field.Store.NO),
                ]);
            }
        }

        _searcher = new IndexSearcher(DirectoryReader.Open(directory)) { Similarity = new BM25Similarity() };

        IReadOnlyList<string> Stems(IEnumerable<string> texts) => [.. texts.SelectMany(t => wording.Stems(t))];
    }

    public IReadOnlyList<FaqEntry> Entries { get; }

    /// <summary>The entries that share words or parts of words with the message, best first.</summary>
    /// <returns>Places in <see cref="Entries"/> with their scores (BM25 over the weighted fields).</returns>
    public IReadOnlyList<(int Entry, float Score)> Search(IReadOnlyList<string> stems, int most, Func<string, bool> known)
    {
        var query = new BooleanQuery();
        foreach (var stem in stems.Distinct().Take(60))
        {
            foreach (var (field, weight) in s_wordFields) query.Add(new TermQuery(new Term(field, stem)) { Boost = weight }, Occur.SHOULD);
        }

        // Parts of words only where the whole is unknown: a slip of the thumb, or a word that nobody foresaw.
        foreach (var gram in stems.Where(s => !known(s)).SelectMany(FeatureSpace.Grams).Distinct().Take(300))
        {
            query.Add(new TermQuery(new Term("grams", gram)) { Boost = GramWeight }, Occur.SHOULD);
        }

        if (query.Clauses.Count == 0) return [];
        return [.. _searcher.Search(query, most).ScoreDocs.Select(d => (d.Doc, d.Score))];
    }
}
