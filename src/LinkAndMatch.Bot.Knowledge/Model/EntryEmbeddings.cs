using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Knowledge.Faq;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>Finds entries by meaning. The vectors of the entries are made once and kept by the content of what was embedded; only a changed entry is asked for again.</summary>
public sealed class EntryEmbeddings(IEnumerable<IFaqSource> sources, ModelConnection connection, ModelCalls calls, ModelBudget budget, ModelMeter meter, ILogger<EntryEmbeddings> logger) : IDisposable
{
    private const string Kind = "model.embed";
    private const string Everybody = "entries";
    private const int Nearest = 3;
    private const int AtOnce = 64;
    private const float LeastSimilar = 0.25f;

    private readonly SemaphoreSlim _building = new(1);
    private readonly Dictionary<string, float[]> _byContent = new(StringComparer.Ordinal);
    private volatile Built? _built;

    /// <summary>The ids of the entries nearest in meaning, best first; none when the model cannot be asked.</summary>
    public async Task<IReadOnlyList<string>> NearestAsync(string maskedQuestion, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(maskedQuestion);
        if (connection.Embeddings is not { } generator) return [];
        try
        {
            var built = await BuildAsync(generator, cancellation).ConfigureAwait(false);
            if (built.Count == 0 || await EmbedAsync(generator, [maskedQuestion], person, cancellation).ConfigureAwait(false) is not [var question]) return [];
            return
            [
                .. built.Where(e => e.Vector.Length == question.Length)
                    .Select(e => (e.Id, Similar: TensorPrimitives.CosineSimilarity(e.Vector, question)))
                    .Where(e => e.Similar >= LeastSimilar)
                    .GroupBy(e => e.Id).Select(g => g.MaxBy(e => e.Similar))
                    .OrderByDescending(e => e.Similar).Take(Nearest).Select(e => e.Id),
            ];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The search by words has found its own: without this one it is as good as before.
            if (fault is not BrokenCircuitException) logger.CallFailed(Kind, fault.GetType().Name);
            meter.Ended(Kind, "failed");
            return [];
        }
    }

    public void Dispose() => _building.Dispose();

    private async Task<IReadOnlyList<(string Id, float[] Vector)>> BuildAsync(IEmbeddingGenerator<string, Embedding<float>> generator, CancellationToken cancellation)
    {
        var revision = string.Join('|', sources.Select(s => s.Revision));
        if (_built is { } ready && ready.Revision == revision) return ready.Vectors;
        await _building.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_built is { } meanwhile && meanwhile.Revision == revision) return meanwhile.Vectors;
            var texts = new List<(string Id, string Text, string Key)>();
            foreach (var entry in FaqEntries.Join(sources.OrderBy(s => s is FaqFiles ? 0 : 1).Select(s => s.Read())))
            {
                foreach (var text in entry.Texts.Values) texts.Add((entry.Id, text.Question, KeyOf(text.Question)));
            }

            foreach (var batch in texts.Where(t => !_byContent.ContainsKey(t.Key)).DistinctBy(t => t.Key).Chunk(AtOnce))
            {
                if (await EmbedAsync(generator, [.. batch.Select(b => b.Text)], Everybody, cancellation).ConfigureAwait(false) is not { } vectors || vectors.Count != batch.Length) return _built?.Vectors ?? [];
                for (var i = 0; i < batch.Length; i++) _byContent[batch[i].Key] = vectors[i];
            }

            var built = new Built(revision, [.. texts.Select(t => (t.Id, _byContent[t.Key]))]);
            _built = built;
            return built.Vectors;
        }
        finally
        {
            _building.Release();
        }
    }

    private async Task<IReadOnlyList<float[]>?> EmbedAsync(IEmbeddingGenerator<string, Embedding<float>> generator, IReadOnlyList<string> texts, string payer, CancellationToken cancellation)
    {
        var tokens = texts.Sum(t => (t.Length / 2) + 8);
        if (!budget.TryTake(payer, tokens)) return null;
        var made = await calls.RunAsync(token => generator.GenerateAsync(texts, cancellationToken: token), cancellation).ConfigureAwait(false);
        meter.Used(Kind, made.Usage?.TotalTokenCount ?? tokens);
        meter.Ended(Kind, "done");
        return [.. made.Select(m => m.Vector.ToArray())];
    }

    private static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Built(string Revision, IReadOnlyList<(string Id, float[] Vector)> Vectors);
}
