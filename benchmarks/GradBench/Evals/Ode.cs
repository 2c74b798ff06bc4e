namespace SourceAutodiff.GradBench.Evals;

/// <summary>A chain of linear differential equations, y₀' = x₀ and yᵢ' = xᵢ yᵢ₋₁, from 0 to 2 by the classical Runge-Kutta method.</summary>
public static partial class Ode
{
    /// <summary>The last component of the solution.</summary>
    [Differentiable]
    public static double Last(ReadOnlySpan<double> x, int steps)
    {
        double[] y = new double[x.Length];
        Solve(x, steps, y);
        return y[x.Length - 1];
    }

    /// <param name="x">The coefficients.</param>
    /// <param name="steps">Number of equal steps.</param>
    /// <param name="y">Zero at the start, the solution at the end.</param>
    public static void Solve(ReadOnlySpan<double> x, int steps, Span<double> y)
    {
        double[] k1 = new double[x.Length], k2 = new double[x.Length], k3 = new double[x.Length], k4 = new double[x.Length];
        double[] trial = new double[x.Length];
        double h = 2.0 / steps;
        for (int step = 0; step < steps; step++)
        {
            RightHandSide(x, y, k1);
            Advance(y, h / 2, k1, trial);
            RightHandSide(x, trial, k2);
            Advance(y, h / 2, k2, trial);
            RightHandSide(x, trial, k3);
            Advance(y, h, k3, trial);
            RightHandSide(x, trial, k4);
            for (int i = 0; i < y.Length; i++) y[i] += h * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]) / 6;
        }
    }

    private static void RightHandSide(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative[0] = x[0];
        for (int i = 1; i < x.Length; i++) derivative[i] = x[i] * y[i - 1];
    }

    private static void Advance(ReadOnlySpan<double> y, double h, ReadOnlySpan<double> k, Span<double> result)
    {
        for (int i = 0; i < y.Length; i++) result[i] = y[i] + (h * k[i]);
    }
}
