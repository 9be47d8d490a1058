using System.Globalization;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The numbers of <c>dialogs/thresholds.yaml</c>: from which probability on the bot answers or offers a choice, and how evidence becomes a probability.</summary>
/// <remarks>Written by the evaluation program from its tuning messages; not meant to be set by hand.</remarks>
internal sealed record Thresholds
{
    /// <summary>From here on the best entry is the answer.</summary>
    public required float Answer { get; init; }

    /// <summary>From here on the best entries are offered; below nobody knows.</summary>
    public required float Choose { get; init; }

    /// <summary>Both parts of a message with two questions must reach this.</summary>
    public required float Both { get; init; }

    /// <summary>From this likeness on two questions of different people ask the same.</summary>
    public required float Same { get; init; }

    /// <summary>Weights of <see cref="Evidence"/>, in its order.</summary>
    public required IReadOnlyList<float> Weights { get; init; }

    /// <summary>The same when there are too many entries for the classifier.</summary>
    public required IReadOnlyList<float> WeightsWithoutClassifier { get; init; }

    /// <exception cref="DataFileException">The file is missing, or a number is, or it is none.</exception>
    public static Thresholds Load(string path)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "the file is missing.");
        var root = YamlFile.Parse(path, File.ReadAllText(path), 0);
        if (Share(path, root, "choose") > Share(path, root, "answer")) throw new DataFileException(path, (int)Child(path, root, "choose").Start.Line, "expected 'choose' to be no higher than 'answer': who is sure enough to answer need not ask.");
        return new Thresholds
        {
            Answer = Share(path, root, "answer"),
            Choose = Share(path, root, "choose"),
            Both = Share(path, root, "both"),
            Same = Share(path, root, "same"),
            Weights = Numbers(path, root, "evidence"),
            WeightsWithoutClassifier = Numbers(path, root, "evidence_without_classifier"),
        };
    }

    /// <summary>How likely a candidate is right, 0 to 1.</summary>
    public float Probability(Evidence evidence, bool learned)
    {
        var weights = learned ? Weights : WeightsWithoutClassifier;
        var sum = 0f;
        for (var i = 0; i < weights.Count; i++) sum += weights[i] * evidence.Values[i];
        return 1f / (1f + MathF.Exp(-sum));
    }

    private static IReadOnlyList<float> Numbers(string path, YamlMappingNode root, string name) => Child(path, root, name) is YamlMappingNode map
        ? [.. Evidence.Names.Select(n => Number(path, map, n))]
        : throw new DataFileException(path, (int)root.Start.Line, $"expected numbers by name under '{name}'.");

    private static float Share(string path, YamlMappingNode root, string name) => Number(path, root, name) is >= 0f and <= 1f and var share
        ? share
        : throw new DataFileException(path, (int)Child(path, root, name).Start.Line, $"expected '{name}' to be a probability from 0 to 1.");

    private static float Number(string path, YamlMappingNode map, string name)
    {
        var node = Child(path, map, name);
        return float.TryParse(YamlFile.Text(path, node, 0), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataFileException(path, (int)node.Start.Line, $"expected a number as '{name}'.");
    }

    private static YamlNode Child(string path, YamlMappingNode map, string name) => map.Children.TryGetValue(name, out var node)
        ? node
        : throw new DataFileException(path, (int)map.Start.Line, $"expected '{name}'.");
}
