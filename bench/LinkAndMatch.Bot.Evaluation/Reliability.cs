using System.Globalization;
using System.Text;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>Whether of entries at 0.8 eight in ten are right: probabilities in steps of a tenth against what came true.</summary>
internal static class Reliability
{
    private const int Steps = 10;

    public static string Plot(FaqReport report)
    {
        // The best entry of each message; for a message that must not be answered none is right.
        var judged = report.Rows.Where(r => r.Found.Hits.Count > 0).Select(r => (r.Found.Hits[0].Probability, Right: FaqReport.RightFirst(r))).ToList();
        var plot = new StringBuilder("### Reliability of the best entry's probability\n\n```\nprobability   n   right  0%        50%       100%\n");
        for (var step = 0; step < Steps; step++)
        {
            var (low, high) = (step / (double)Steps, (step + 1) / (double)Steps);
            var bin = judged.Where(j => j.Probability >= low && (j.Probability < high || step == Steps - 1)).ToList();
            if (bin.Count == 0) continue;
            var share = bin.Count(j => j.Right) / (double)bin.Count;
            var middle = bin.Average(j => j.Probability);
            var line = new string(' ', 21).ToCharArray();
            line[(int)Math.Round(middle * 20)] = '|';
            line[(int)Math.Round(share * 20)] = '*';
            plot.Append(CultureInfo.InvariantCulture, $"{low:0.0} to {high:0.0} {bin.Count,5}  {100 * share,4:0} %  {new string(line)}\n");
        }

        var brier = judged.Average(j => (j.Probability - (j.Right ? 1 : 0)) * (j.Probability - (j.Right ? 1 : 0)));
        return plot.Append(CultureInfo.InvariantCulture, $"```\n`*` what came true, `|` the mean probability of the step (hidden where they meet). Brier score {brier:0.000}.\n").ToString();
    }
}
