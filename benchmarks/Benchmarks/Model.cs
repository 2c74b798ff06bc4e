namespace SourceAutodiff.Benchmarks;

public delegate double Objective(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b);

public delegate double ObjectiveWithGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad);

/// <summary>A model with its primal and two gradients, and data like NIST's in number and range.</summary>
public sealed class Model
{
    private Model(string name, Objective primal, ObjectiveWithGradient generated, ObjectiveWithGradient handWritten, int observations, double from, double to, double[] b)
    {
        (Name, Primal, Generated, HandWritten, B) = (name, primal, generated, handWritten, b);
        X = [.. Enumerable.Range(0, observations).Select(i => from + ((to - from) * i / (observations - 1)))];
        Y = new double[observations];
        double[] one = new double[1];
        for (int i = 0; i < observations; i++)
        {
            // The objective of a single observation with y = 0 is the model squared; some noise keeps the residuals from vanishing.
            Y[i] = (Math.Sqrt(primal([X[i]], one, b)) * 1.01) + (0.1 * Math.Sin(i));
        }
    }

    public static IReadOnlyList<Model> All { get; } =
    [
        new("Misra1a", SumsOfSquares.Misra1a, SumsOfSquares.Misra1aValueAndGradient, SourceAutodiff.Benchmarks.HandWritten.Misra1a, 14, 77, 760, [239, 5.5e-4]),
        new("Thurber", SumsOfSquares.Thurber, SumsOfSquares.ThurberValueAndGradient, SourceAutodiff.Benchmarks.HandWritten.Thurber, 37, -3, 2.2, [1288, 1491, 583, 75, 0.97, 0.4, 0.05]),
        new("Gauss1", SumsOfSquares.Gauss1, SumsOfSquares.Gauss1ValueAndGradient, SourceAutodiff.Benchmarks.HandWritten.Gauss1, 250, 1, 250, [99, 0.0105, 100, 67, 23, 72, 179, 18]),
        new("Rat43", SumsOfSquares.Rat43, SumsOfSquares.Rat43ValueAndGradient, SourceAutodiff.Benchmarks.HandWritten.Rat43, 15, 1, 15, [700, 5.3, 0.76, 1.28]),
        new("Roszman1", SumsOfSquares.Roszman1, SumsOfSquares.Roszman1ValueAndGradient, SourceAutodiff.Benchmarks.HandWritten.Roszman1, 25, -4868, -400, [0.2, -6.2e-6, 1204, -181]),
    ];

    public string Name { get; }

    public Objective Primal { get; }

    public ObjectiveWithGradient Generated { get; }

    public ObjectiveWithGradient HandWritten { get; }

    public double[] X { get; }

    public double[] Y { get; }

    public double[] B { get; }

    public double CentralDifferences(double[] work, Span<double> grad)
    {
        B.CopyTo(work, 0);
        for (int j = 0; j < B.Length; j++)
        {
            double step = 6e-6 * Math.Abs(B[j]);
            work[j] = B[j] + step;
            double above = Primal(X, Y, work);
            work[j] = B[j] - step;
            grad[j] = (above - Primal(X, Y, work)) / (2 * step);
            work[j] = B[j];
        }

        return Primal(X, Y, B);
    }

    public override string ToString() => Name;
}
