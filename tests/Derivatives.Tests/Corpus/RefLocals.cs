namespace DerivativeTests.Corpus;

public static partial class RefLocals
{
    private static ref double Largest(Span<double> values)
    {
        int k = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[k]) k = i;
        }

        return ref values[k];
    }

    private static ref double At(double[] matrix, int columns, int i, int j) => ref matrix[i * columns + j];

    private static ref readonly double Middle(ReadOnlySpan<double> values)
    {
        if (values.Length < 3) return ref values[0];
        return ref values[values.Length / 2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ToALocal(double x, double y)
    {
        double v = x * y;
        ref double r = ref v;
        r += x;
        v *= y;
        return r * r;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ToAParameter(double x, double y)
    {
        ref double r = ref x;
        r = Math.Sin(r) * y;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ToAnElement(double[] a, double k)
    {
        ref double r = ref a[1];
        r = r * k + a[0];
        return r * a[1] + a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ToAnElementOfASpan(Span<double> a, double k)
    {
        ref double last = ref a[^1];
        for (int i = 0; i < a.Length - 1; i++) last += k * a[i] * last;
        return last;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AssignedAgain(double[] a, double k)
    {
        ref double r = ref a[0];
        for (int i = 1; i < a.Length; i++)
        {
            r *= k;
            r = ref a[i];
            r += a[i - 1];
        }

        return r + a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReadOnly(double[] a, double k)
    {
        ref readonly double r = ref a[0];
        double before = r;
        a[0] *= k;
        return before * r;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnedByAMethod(Span<double> a, double k)
    {
        Largest(a) *= k;
        ref double r = ref Largest(a);
        r = r * r;
        return a[0] + 2 * a[1] + 3 * a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MatrixElements(double[] m, double k)
    {
        for (int i = 0; i < 2; i++) At(m, 2, i, i % 2) += k * At(m, 2, 1 - i, 0);
        return At(m, 2, 0, 0) * At(m, 2, 1, 1) - m[0] * At(m, 2, 0, 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnedOnTwoWays(ReadOnlySpan<double> a, double k) => Middle(a) * k + Middle(a[..2]) * k * k;

    [Differentiable(Derivatives.Jvp)]
    public static double SmoothedInPlace(Span<double> a, double k)
    {
        for (int i = 1; i < a.Length - 1; i++)
        {
            ref double here = ref a[i];
            ref double next = ref a[i + 1];
            here = (1 - k) * here + k * (a[i - 1] + next) / 2;
            next -= 0.1 * here;
        }

        return a[1] * a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ForEachByReference(double[] a, double k)
    {
        foreach (ref double v in a.AsSpan()) v = v * v + k;
        double s = 0;
        foreach (ref readonly double v in a.AsSpan(1)) s += v * k;
        return s + a[0];
    }
}
