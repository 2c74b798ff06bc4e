namespace DerivativeTests.Corpus;

public static partial class VoidBuffers
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void Squares(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i++) r[i] = x[i] * x[i];
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("p", Length = 3)]
    public static void Residuals(ReadOnlySpan<double> p, [NoGradient] ReadOnlySpan<double> t, [NoGradient] ReadOnlySpan<double> data, Span<double> r)
    {
        for (int i = 0; i < t.Length; i++) r[i] = p[0] * Math.Exp(-p[1] * t[i]) + p[2] - data[i];
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void TwoOutputs(ReadOnlySpan<double> x, double k, Span<double> up, Span<double> down)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * k;
            up[i] = s;
            down[x.Length - 1 - i] = s * s;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void OutputReadBack(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = x[0];
        for (int i = 1; i < x.Length; i++) r[i] = r[i - 1] * x[i];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Accumulates(ReadOnlySpan<double> x, double k, Span<double> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < r.Length; j++) r[j] += k * x[i] * x[j];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void WrittenTwice(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i]);
        for (int i = 0; i < x.Length; i++) r[i] = x[i] * x[x.Length - 1 - i];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void PartlyWritten(double x, Span<double> r)
    {
        r[1] = x * x;
        r[3] *= x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ValueAndBuffer(ReadOnlySpan<double> x, Span<double> weights)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            weights[i] = Math.Exp(x[i]);
            total += weights[i];
        }

        for (int i = 0; i < x.Length; i++) weights[i] /= total;
        return Math.Log(total);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ScratchBuffer(ReadOnlySpan<double> x, [NoGradient] Span<double> scratch)
    {
        for (int i = 0; i < x.Length; i++) scratch[i] = x[i] * x[i] * scratch[i];
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += scratch[i] * scratch[x.Length - 1 - i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void IntegersWrittenToo(ReadOnlySpan<double> x, Span<double> r, Span<int> signs)
    {
        for (int i = 0; i < x.Length; i++)
        {
            signs[i] = x[i] > 1 ? 1 : -1;
            r[i] = signs[i] * x[i] * x[0];
        }
    }
}
