namespace SourceAutodiff.Special;

/// <summary>Horner's and Clenshaw's schemes. Coefficients stand in the order in which they are used.</summary>
internal static class Polynomials
{
    /// <summary><c>c[0] xⁿ + … + c[n]</c>.</summary>
    public static double Evaluate(double x, ReadOnlySpan<double> c)
    {
        double sum = c[0];
        for (int i = 1; i < c.Length; i++) sum = (sum * x) + c[i];
        return sum;
    }

    /// <summary>The quotient of two polynomials of one degree.</summary>
    public static double Ratio(double x, ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double above = p[0], below = q[0];
        for (int i = 1; i < p.Length && i < q.Length; i++)
        {
            above = (above * x) + p[i];
            below = (below * x) + q[i];
        }

        return above / below;
    }

    /// <summary><c>c[n] T₀(t) + c[n-1] T₁(t) + … + c[0] Tₙ(t)</c> with Chebyshev's polynomials.</summary>
    public static double Chebyshev(double t, ReadOnlySpan<double> c)
    {
        double current = 0, previous = 0;
        for (int i = 0; i < c.Length - 1; i++) (current, previous) = ((2 * t * current) - previous + c[i], current);
        return (t * current) - previous + c[^1];
    }
}
