using SourceAutodiff.GradBench.Evals;

namespace SourceAutodiff.Benchmarks;

/// <summary>Random data for <see cref="Gmm"/>, drawn as GradBench draws it, and room for the gradient.</summary>
public sealed class GmmProblem
{
    private const int Points = 1000;

    private readonly int _d, _k;
    private readonly double[] _x, _alpha, _mu, _q, _l;
    private readonly GmmHandWritten _handWritten;
    private readonly double _constant;

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
        _handWritten = new GmmHandWritten(d, k, Points, 0, 1);
        (GradAlpha, GradMu, GradQ, GradL) = (new double[_alpha.Length], new double[_mu.Length], new double[_q.Length], new double[_l.Length]);
        _constant = Value() - HandWritten();
    }

    public double[] GradAlpha { get; }

    public double[] GradMu { get; }

    public double[] GradQ { get; }

    public double[] GradL { get; }

    public double Value() => Gmm.Objective(_x, _d, _k, Points, 0, 1, _alpha, _mu, _q, _l);

    public double Gradient() => Gmm.ObjectiveValueAndGradient(_x, _d, _k, Points, 0, 1, _alpha, _mu, _q, _l, GradAlpha, GradMu, GradQ, GradL);

    public double HandWritten() => _handWritten.Gradient(_x, _alpha, _mu, _q, _l, _constant, GradAlpha, GradMu, GradQ, GradL);

    public double CentralDifferences()
    {
        foreach ((double[] at, double[] grad) in Parts())
        {
            for (int j = 0; j < at.Length; j++) grad[j] = Slope(at, j);
        }

        return Value();
    }

    /// <summary>The largest relative difference between the generated gradient, the hand-written one, and central differences.</summary>
    public (double HandWritten, double CentralDifferences) Check()
    {
        double[] All() => [.. GradAlpha, .. GradMu, .. GradQ, .. GradL];
        Gradient();
        double[] generated = All();
        HandWritten();
        double[] handWritten = All();
        CentralDifferences();
        double[] differences = All();
        double Worst(double[] other) => generated.Zip(other, (x, y) => Math.Abs(x - y) / Math.Max(1, Math.Abs(y))).Max();
        return (Worst(handWritten), Worst(differences));
    }

    private (double[] At, double[] Grad)[] Parts() => [(_alpha, GradAlpha), (_mu, GradMu), (_q, GradQ), (_l, GradL)];

    private double Slope(double[] at, int j)
    {
        double saved = at[j], step = 1e-5;
        at[j] = saved + step;
        double above = Value();
        at[j] = saved - step;
        double slope = (above - Value()) / (2 * step);
        at[j] = saved;
        return slope;
    }
}
