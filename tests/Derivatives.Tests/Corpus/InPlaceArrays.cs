namespace DerivativeTests.Corpus;

public static partial class InPlaceArrays
{
    [Differentiable(Derivatives.Jvp)]
    public static double PrefixSums(Span<double> a)
    {
        for (int i = 1; i < a.Length; i++) a[i] += a[i - 1] * a[i];
        return a[a.Length - 1];
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void ScaleBy(Span<double> a, double k)
    {
        for (int i = 0; i < a.Length; i++) a[i] *= k * a[i];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Smooth(double[] a, int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int i = 1; i < a.Length - 1; i++) a[i] = a[i - 1] * a[i] + 0.25 * a[i + 1];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Swap(Span<double> a)
    {
        double t = a[0];
        a[0] = a[1] * a[1];
        a[1] = t;
        t = a[2] * a[0];
        return t * a[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Reverse(Span<double> a)
    {
        for (int i = 0, j = a.Length - 1; i < j; i++, j--)
        {
            double t = a[i];
            a[i] = a[j];
            a[j] = t;
        }
    }

    /// <summary>The element that is overwritten is a factor of its new value.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double SameElement(Span<double> a, double y)
    {
        for (int i = 0; i < 4; i++) a[0] = a[0] * a[0] * y + a[1];
        return a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WriteThenRead(Span<double> a, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = x[i] * s;
            s += a[i] * a[i] + x[i];
            a[i] = s;
        }

        return s + a[0] * a[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Scatter(Span<double> a, ReadOnlySpan<double> x, ReadOnlySpan<int> where)
    {
        for (int i = 0; i < x.Length; i++) a[where[i]] = a[where[i]] * x[i] + 1;
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Gather(ReadOnlySpan<double> x, ReadOnlySpan<int> from, double y)
    {
        double s = y;
        for (int i = 0; i < from.Length; i++) s = s * 0.5 + x[from[i]] * x[from[from.Length - 1 - i]];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 5)]
    public static double ConditionalWrites(Span<double> a, double y)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 1) a[i] = Math.Sqrt(a[i]) * y;
            else if (i > 0) a[i - 1] = a[i] * a[i - 1];
        }

        double p = 1;
        for (int i = 0; i < a.Length; i++) p *= a[i];
        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void LaterOverwritten(Span<double> a, ReadOnlySpan<double> x)
    {
        for (int i = 0; i < a.Length; i++) a[i] = a[i] * 2;
        a[0] = x[0];
        for (int i = 1; i < a.Length; i++) a[i] = x[i] * a[i - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ConstantErases(Span<double> a)
    {
        double s = a[0] * a[1];
        a[0] = 3;
        s += a[0] * a[1] * a[1];
        a[1] = 0;
        return s + a[0] + a[1] * a[2] + a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InPlaceInAWhile(Span<double> a)
    {
        int steps = 0;
        while (a[0] < 20)
        {
            for (int i = 0; i < a.Length; i++) a[i] = a[i] * 1.2 + a[(i + 1) % a.Length] * 0.3;
            steps++;
        }

        return a[1] / a[0] + steps;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Incremented(Span<double> a, double y)
    {
        int i = 0;
        a[i++] *= y;
        a[i++] += y * y;
        a[i--] /= y;
        a[i] -= a[i + 1] * a[0];
        return a[0] * a[1] + a[2];
    }
}
