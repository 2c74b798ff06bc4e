namespace DerivativeTests.Corpus;

public static partial class Floats
{
    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(WaveInDouble))]
    public static float Wave(float x, float y) => MathF.Sin(x * y) + x * x / (1 + y);

    private static double WaveInDouble(double x, double y) => Math.Sin(x * y) + x * x / (1 + y);

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(LossInDouble))]
    public static float Loss(ReadOnlySpan<float> w, ReadOnlySpan<float> x)
    {
        float s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            float d = w[i] * x[i] - 1f;
            s += d * d;
        }

        return MathF.Sqrt(s / w.Length + 0.5f);
    }

    private static double LossInDouble(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            double d = w[i] * x[i] - 1;
            s += d * d;
        }

        return Math.Sqrt(s / w.Length + 0.5);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float CarriedProduct(float[] x)
    {
        float p = 1, s = 0;
        foreach (float v in x)
        {
            p *= v;
            s += p;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(Span<float> a, float k)
    {
        for (int i = 1; i < a.Length; i++) a[i] = a[i] * a[i - 1] * k + 0.5f;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(MixedInDouble))]
    public static double Mixed(float x, double y)
    {
        double wide = x;
        float narrow = (float)(y * wide);
        return narrow * x + Math.Exp(-y) * narrow;
    }

    private static double MixedInDouble(double x, double y) => y * x * x + Math.Exp(-y) * y * x;

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(FunctionsInDouble))]
    public static float Functions(float x, float y) =>
        MathF.Exp(-x) * MathF.Tanh(y) + MathF.Log(x + y) + MathF.Pow(x, y) + MathF.Atan2(y, x) + MathF.Max(x, 3 * y) + MathF.Cbrt(x);

    private static double FunctionsInDouble(double x, double y) =>
        Math.Exp(-x) * Math.Tanh(y) + Math.Log(x + y) + Math.Pow(x, y) + Math.Atan2(y, x) + Math.Max(x, 3 * y) + Math.Cbrt(x);

    [Differentiable(Derivatives.Jvp)]
    public static (float Sum, double Product) TwoPrecisions(float x, double y) => (x + (float)y, x * y);

    [Differentiable(Derivatives.Jvp)]
    public static float AccumulatedInDouble(ReadOnlySpan<float> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += (double)x[i] * x[i];
        return (float)Math.Sqrt(s);
    }
}
