namespace DerivativeTests.Corpus;

public static partial class Slices
{
    [Differentiable(Derivatives.Jvp)]
    public static double Halves(ReadOnlySpan<double> x)
    {
        int half = x.Length / 2;
        ReadOnlySpan<double> a = x.Slice(0, half), b = x.Slice(half);
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i] * b[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Ranges(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> inner = x[1..^1], tail = x[3..], head = x[..2];
        double s = inner[0] * tail[0] * head[1];
        for (int i = 0; i < inner.Length; i++) s += inner[i] * inner[i];
        return s * head[0] * x[^1];
    }

    /// <summary>A slice and its parent are the same memory.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double SliceAndParent(Span<double> a)
    {
        Span<double> middle = a.Slice(1, 3);
        middle[0] = a[0] * a[1];
        a[2] = middle[0] * middle[1] + a[2] * a[2];
        middle[2] *= a[2];
        a[1] = middle[2] + middle[0];
        return a[1] * middle[1] + middle[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void OverlappingSlices(Span<double> a)
    {
        Span<double> left = a.Slice(0, a.Length - 1), right = a.Slice(1);
        for (int i = 0; i < left.Length; i++)
        {
            right[i] = left[i] * right[i] * 0.9;
            left[i] += right[i];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SliceOfASlice(Span<double> a, double y)
    {
        Span<double> outer = a[1..];
        Span<double> inner = outer.Slice(1, 2);
        inner[0] *= y;
        outer[1] += inner[1] * y;
        a[3] = a[2] * outer[0];
        return inner[1] * inner[0] + outer[2];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("m", Length = 12)]
    [Inputs("v", Length = 4)]
    public static double Rows(ReadOnlySpan<double> m, ReadOnlySpan<double> v)
    {
        double s = 1;
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<double> row = m.Slice(i * 4, 4);
            double dot = 0;
            for (int j = 0; j < 4; j++) dot += row[j] * v[j];
            s *= Math.Tanh(dot * 0.3);
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("m", Length = 12)]
    public static void RowsWritten(Span<double> m)
    {
        for (int i = 1; i < 4; i++)
        {
            Span<double> above = m.Slice((i - 1) * 3, 3), row = m.Slice(i * 3, 3);
            for (int j = 0; j < 3; j++) row[j] += above[j] * row[2 - j];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnArray(double[] x, double y)
    {
        Span<double> tail = x.AsSpan(2), pair = x.AsSpan(0, 2), all = x;
        tail[0] = pair[0] * pair[1];
        all[1] *= y;
        return x[2] * pair[1] + tail[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfALocal(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[2 * x.Length];
        Span<double> low = t[..x.Length], high = t[x.Length..];
        for (int i = 0; i < x.Length; i++)
        {
            low[i] = x[i] * x[i];
            high[x.Length - 1 - i] = low[i] * x[0];
        }

        double s = 0;
        for (int i = 1; i < t.Length; i++) s += t[i] * t[i - 1];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WindowThatMoves(Span<double> a, double y)
    {
        double s = 0;
        for (int i = 0; i + 2 < a.Length; i++)
        {
            Span<double> window = a.Slice(i, 3);
            window[1] = window[0] * window[2] * y;
            s += a[i + 1] * window[0];
        }

        return s;
    }
}
