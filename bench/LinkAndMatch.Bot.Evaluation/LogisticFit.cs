namespace LinkAndMatch.Bot.Evaluation;

/// <summary>Fits a logistic regression with a little pull towards zero, by Newton's method; small problems only.</summary>
internal static class LogisticFit
{
    /// <param name="rows">One number for each weight; the first is the constant 1.</param>
    /// <param name="pull">Strength of the pull, on numbers brought to a spread of 1. The constant is not pulled.</param>
    public static double[] Fit(IReadOnlyList<(float[] Values, bool Right, double Weight)> rows, double pull)
    {
        var n = rows[0].Values.Length;
        var (means, spreads) = Spread(rows, n);
        var scaled = rows.Select(r => Enumerable.Range(0, n).Select(i => i == 0 ? 1.0 : (r.Values[i] - means[i]) / spreads[i]).ToArray()).ToList();
        var weights = new double[n];
        for (var round = 0; round < 40; round++)
        {
            var gradient = new double[n];
            var curvature = new double[n, n];
            for (var r = 0; r < scaled.Count; r++)
            {
                var x = scaled[r];
                var p = 1 / (1 + Math.Exp(-Dot(weights, x)));
                var error = rows[r].Weight * (p - (rows[r].Right ? 1 : 0));
                var slope = rows[r].Weight * Math.Max(1e-6, p * (1 - p));
                for (var i = 0; i < n; i++)
                {
                    gradient[i] += error * x[i];
                    for (var j = 0; j < n; j++) curvature[i, j] += slope * x[i] * x[j];
                }
            }

            for (var i = 0; i < n; i++)
            {
                gradient[i] += i == 0 ? 0 : pull * weights[i];
                curvature[i, i] += i == 0 ? 1e-9 : pull;
            }

            var step = Solve(curvature, gradient);
            for (var i = 0; i < n; i++) weights[i] -= step[i];
            if (step.Max(Math.Abs) < 1e-7) break;
        }

        // Back to the numbers as they come.
        var result = new double[n];
        result[0] = weights[0];
        for (var i = 1; i < n; i++)
        {
            result[i] = weights[i] / spreads[i];
            result[0] -= weights[i] * means[i] / spreads[i];
        }

        return result;
    }

    private static (double[] Means, double[] Spreads) Spread(IReadOnlyList<(float[] Values, bool Right, double Weight)> rows, int n)
    {
        var (means, spreads) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            means[i] = rows.Average(r => r.Values[i]);
            spreads[i] = Math.Sqrt(rows.Average(r => (r.Values[i] - means[i]) * (r.Values[i] - means[i])));
            if (spreads[i] < 1e-9) spreads[i] = 1;
        }

        return (means, spreads);
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var a = (double[,])matrix.Clone();
        var b = (double[])right.Clone();
        for (var c = 0; c < n; c++)
        {
            var pivot = c;
            for (var r = c + 1; r < n; r++)
            {
                if (Math.Abs(a[r, c]) > Math.Abs(a[pivot, c])) pivot = r;
            }

            for (var k = 0; k < n; k++) (a[c, k], a[pivot, k]) = (a[pivot, k], a[c, k]);
            (b[c], b[pivot]) = (b[pivot], b[c]);
            for (var r = c + 1; r < n; r++)
            {
                var factor = a[r, c] / a[c, c];
                for (var k = c; k < n; k++) a[r, k] -= factor * a[c, k];
                b[r] -= factor * b[c];
            }
        }

        for (var r = n - 1; r >= 0; r--)
        {
            for (var k = r + 1; k < n; k++) b[r] -= a[r, k] * b[k];
            b[r] /= a[r, r];
        }

        return b;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
