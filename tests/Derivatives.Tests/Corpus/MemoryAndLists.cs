namespace DerivativeTests.Corpus;

public static partial class MemoryAndLists
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfMemory(Memory<double> x, double k)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += k * x.Span[i] * x.Span[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfReadOnlyMemory(ReadOnlyMemory<double> x)
    {
        double s = 0;
        foreach (double value in x.Span) s += Math.Sin(value);
        return s;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfAList(List<double> x, double k)
    {
        double s = 1;
        for (int i = 0; i < x.Count; i++) s += k * x[i] * s;
        return s;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfAReadOnlyList(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double s = 0;
        for (int i = 0; i < x.Count; i++) s += x[i] * y[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void WritesMemory(Memory<double> x, double k)
    {
        Span<double> span = x.Span;
        for (int i = 1; i < span.Length; i++) span[i] += k * span[i - 1] * span[i];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ForeachOverAList(List<double> x)
    {
        double p = 1;
        foreach (double value in x) p *= value;
        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Single(List<float> x, ReadOnlyMemory<float> w)
    {
        float s = 0;
        for (int i = 0; i < x.Count; i++) s += x[i] * w.Span[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Slices(ReadOnlyMemory<double> x, double k)
    {
        ReadOnlySpan<double> tail = x.Span.Slice(1);
        double s = 0;
        for (int i = 0; i < tail.Length; i++) s += k * tail[i] * x.Span[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Constant([NoGradient] List<double> w, [NoGradient] List<int> order, double x) => w[0] * x * x + w[1] + order.Count;

    [Differentiable(Derivatives.Jvp)]
    public static double IndexedByIntegers(IReadOnlyList<double> x, IReadOnlyList<int> indices)
    {
        double s = 0;
        for (int i = 0; i < indices.Count; i++) s += x[indices[i]] * x[0];
        return s;
    }
}
