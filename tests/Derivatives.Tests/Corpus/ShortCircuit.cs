namespace DerivativeTests.Corpus;

public static partial class ShortCircuit
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 8)]
    public static double And(double x, double y)
    {
        if (x > 0 && y > 0) return Math.Sqrt(x) * Math.Sqrt(y);
        return x + 2 * y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 8)]
    public static double Or(double x, double y)
    {
        double r = x * y;
        if (x < -0.5 || r > 0.5) r *= y;
        return r;
    }

    /// <summary>The right operand would throw if it were evaluated.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double GuardsAnIndex(ReadOnlySpan<double> x, int extra)
    {
        double s = 0;
        for (int i = 0; i < x.Length + extra; i++)
        {
            if (i < x.Length && x[i] > 1) s += x[i] * x[i];
            if (i >= x.Length || x[i] <= 1) s *= 1.5;
            s += x[0] * 0.1;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 8)]
    public static double Mixed(double x, double y, double z, bool on)
    {
        bool inside = (x > 0 || y > 0) && !(z > 1) && (on || x * y < 0.4);
        double a = inside ? x * y * z : x + y;
        bool either = inside | x > 1, both = inside & z > 0, one = inside ^ on;
        if (either) a *= 2;
        if (both) a += z * z;
        if (one) a -= x * z;
        return a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WhileAnd(ReadOnlySpan<double> x, double limit)
    {
        double s = 0;
        int i = 0;
        while (i < x.Length && s < 3 * limit)
        {
            s += x[i] * limit;
            i++;
        }

        return s * s;
    }
}
