namespace DerivativeTests.Corpus;

public static partial class DynamicProgramming
{
    [Differentiable(Derivatives.Jvp)]
    public static double HeaviestWithoutNeighbours(ReadOnlySpan<double> weights)
    {
        double with = 0, without = 0;
        foreach (double w in weights)
        {
            double t = without + w * w;
            without = Math.Max(with, without);
            with = t;
        }

        return Math.Max(with, without);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("cost", Length = 12)]
    [Inputs("width", 4)]
    public static double CheapestPath(ReadOnlySpan<double> cost, int width)
    {
        int height = cost.Length / width;
        double[] best = new double[cost.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double before = 0;
                if (x > 0 && y > 0) before = Math.Min(best[y * width + x - 1], best[(y - 1) * width + x]);
                else if (x > 0) before = best[x - 1];
                else if (y > 0) before = best[(y - 1) * width];
                best[y * width + x] = before + cost[y * width + x] * cost[y * width + x];
            }
        }

        return best[cost.Length - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("y", Length = 6)]
    public static double SoftTimeWarping(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double gamma)
    {
        int width = y.Length + 1;
        double[] r = new double[(x.Length + 1) * width];
        for (int i = 1; i < r.Length; i++) r[i] = 1e3;
        for (int i = 1; i <= x.Length; i++)
        {
            for (int j = 1; j < width; j++)
            {
                double d = x[i - 1] - y[j - 1];
                double a = r[(i - 1) * width + j], b = r[i * width + j - 1], c = r[(i - 1) * width + j - 1];
                double least = Math.Min(a, Math.Min(b, c));
                double soft = Math.Exp((least - a) / gamma) + Math.Exp((least - b) / gamma) + Math.Exp((least - c) / gamma);
                r[i * width + j] = d * d + least - gamma * Math.Log(soft);
            }
        }

        return r[r.Length - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("transition", Length = 9)]
    [Inputs("emission", Length = 6)]
    [Inputs("observed", 0, 1, 1, 0, 1)]
    public static double HiddenMarkovForward(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> observed)
    {
        const int states = 3;
        Span<double> alpha = stackalloc double[states], next = stackalloc double[states];
        for (int s = 0; s < states; s++) alpha[s] = 1.0 / states;
        double logLikelihood = 0;
        foreach (int o in observed)
        {
            double total = 0;
            for (int s = 0; s < states; s++)
            {
                double p = 0;
                for (int from = 0; from < states; from++) p += alpha[from] * transition[from * states + s];
                next[s] = p * emission[s * 2 + o];
                total += next[s];
            }

            for (int s = 0; s < states; s++) alpha[s] = next[s] / total;
            logLikelihood += Math.Log(total);
        }

        return logLikelihood;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InsertionSort(Span<double> a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            double v = a[i];
            int j = i - 1;
            while (j >= 0 && a[j] > v)
            {
                a[j + 1] = a[j];
                j--;
            }

            a[j + 1] = v;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Median(ReadOnlySpan<double> x)
    {
        double[] sorted = new double[x.Length];
        for (int i = 0; i < x.Length; i++) sorted[i] = x[i] * x[i];
        for (int i = 0; i < sorted.Length; i++)
        {
            for (int j = 0; j + 1 < sorted.Length - i; j++)
            {
                if (sorted[j] <= sorted[j + 1]) continue;
                (sorted[j], sorted[j + 1]) = (sorted[j + 1], sorted[j]);
            }
        }

        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }
}
