namespace SourceAutodiff.Benchmarks;

/// <summary>Random data for <see cref="Gmm"/>, drawn as GradBench draws it, and room for the gradient.</summary>
public sealed class GmmProblem
{
    private const int Points = 1000;

    private readonly int _d, _k;
    private readonly double[] _x, _alpha, _mu, _q, _l;

    public GmmProblem(int d, int k)
    {
        (_d, _k) = (d, k);
        var random = new Random(31337);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] Draw(int count, Func<double> one) => [.. Enumerable.Range(0, count).Select(_ => one())];
        _x = Draw(Points * d, Normal);
        _alpha = Draw(k, Normal);
        _mu = Draw(k * d, random.NextDouble);
        _q = Draw(k * d, Normal);
        _l = Draw(k * d * (d - 1) / 2, Normal);
        (GradAlpha, GradMu, GradQ, GradL) = (new double[_alpha.Length], new double[_mu.Length], new double[_q.Length], new double[_l.Length]);
    }

    public double[] GradAlpha { get; }

    public double[] GradMu { get; }

    public double[] GradQ { get; }

    public double[] GradL { get; }

    public double Value() => Gmm.Objective(_x, _d, _k, Points, 0, 1, _alpha, _mu, _q, _l);

    public double Gradient() => Gmm.ObjectiveValueAndGradient(_x, _d, _k, Points, 0, 1, _alpha, _mu, _q, _l, GradAlpha, GradMu, GradQ, GradL);

    /// <summary>The largest relative difference between the gradient and central differences at a few elements of each part.</summary>
    public double Check()
    {
        Gradient();
        double worst = 0;
        foreach ((double[] at, double[] grad) in new[] { (_alpha, GradAlpha), (_mu, GradMu), (_q, GradQ), (_l, GradL) })
        {
            for (int j = 0; j < at.Length; j += 1 + (at.Length / 5))
            {
                double saved = at[j], step = 1e-5;
                at[j] = saved + step;
                double above = Value();
                at[j] = saved - step;
                double slope = (above - Value()) / (2 * step);
                at[j] = saved;
                worst = Math.Max(worst, Math.Abs(slope - grad[j]) / Math.Max(1, Math.Abs(slope)));
            }
        }

        return worst;
    }
}
