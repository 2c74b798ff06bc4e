namespace DerivativeTests.Corpus;

public static partial class NoGradientParameters
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Scalar(double x, [NoGradient] double y) => x * x * y + Math.Sin(y);

    [Differentiable(Derivatives.Jvp)]
    public static double Data(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double target)
    {
        double s = -target;
        for (int i = 0; i < w.Length; i++) s += w[i] * x[i];
        return s * s;
    }

    [Differentiable(Derivatives.Jvp, WithRespectTo = ["y"])]
    public static double OnlyOne(double x, double y, double z) => x * y * y + z / y;

    [Differentiable(Derivatives.Jvp, WithRespectTo = ["w", "b"])]
    public static double SomeOfThem(ReadOnlySpan<double> x, double scale, ReadOnlySpan<double> w, double b)
    {
        double s = b;
        for (int i = 0; i < x.Length; i++) s += x[i] * w[i] * scale;
        return Math.Tanh(s * 0.1);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 5)]
    public static double Threshold(double x, [NoGradient] double threshold)
    {
        threshold = threshold * threshold - 1;
        if (threshold > x) return x * threshold;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void WorkInANoGradientBuffer(ReadOnlySpan<double> x, [NoGradient] double[] work, Span<double> r)
    {
        work[0] = x[0];
        for (int i = 1; i < x.Length; i++) work[i] = work[i - 1] * 0.5 + x[i] * work[i];
        for (int i = 0; i < x.Length; i++) r[i] = work[i] * work[i];
    }
}
