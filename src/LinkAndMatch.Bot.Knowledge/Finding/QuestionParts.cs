using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Where a message may be two questions: at sentence marks and at small words that join.</summary>
internal static class QuestionParts
{
    private const int MostCuts = 6;

    private static readonly FrozenSet<string> s_joints = FrozenSet.ToFrozenSet(["dan", "sama", "terus", "lalu", "serta", "lan", "karo", "and", "also", "plus", "kalau", "sekalian", "kemudian"]);

    /// <summary>The ways to cut a normalised message in two, each part with at least one word.</summary>
    public static IReadOnlyList<(string First, string Second)> Cut(string normalised)
    {
        var cuts = new List<(string, string)>();
        for (var i = 1; i < normalised.Length - 1 && cuts.Count < MostCuts; i++)
        {
            if (normalised[i] is '?' or '.' or ',' or ';' or '!' or ':')
            {
                if (normalised[i + 1] == ' ') Add(i, i + 1);
            }
            else if (normalised[i] == ' ')
            {
                var end = normalised.IndexOf(' ', i + 1);
                if (end > 0 && s_joints.GetAlternateLookup<ReadOnlySpan<char>>().Contains(normalised.AsSpan(i + 1, end - i - 1))) Add(i, end);
            }
        }

        return cuts;

        void Add(int firstEnd, int secondStart)
        {
            var (first, second) = (normalised[..firstEnd].Trim(), normalised[secondStart..].Trim());
            if (first.Any(char.IsLetterOrDigit) && second.Any(char.IsLetterOrDigit)) cuts.Add((first, second));
        }
    }
}
