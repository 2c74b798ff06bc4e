namespace DerivativeTests.Corpus;

/// <summary>The functions of <c>MathF</c> in formulas people write in single precision.</summary>
public static partial class SinglePrecisionFunctions
{
    [Differentiable(Derivatives.Jvp)]
    public static float Falloff(float distance, float radius)
    {
        float s = MathF.Min(distance / (1 + radius * radius), 0.9f);
#pragma warning disable SAD3101 // The power is what is tested.
        return MathF.Pow(1 - s * s, 2) / (1 + distance * distance);
#pragma warning restore SAD3101
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Gelu(float x) => 0.5f * x * (1 + MathF.Tanh(0.79788456f * (x + 0.044715f * x * x * x)));

    [Differentiable(Derivatives.Jvp)]
    public static (float X, float Y) Polar(float radius, float angle)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        return (radius * cos, radius * sin);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Decibels(float power) => 10 * MathF.Log10(1e-3f + power * power);

    [Differentiable(Derivatives.Jvp)]
    public static float Bearing(float x, float y) => MathF.Atan2(y, 2 + MathF.Abs(x));

    [Differentiable(Derivatives.Jvp)]
    public static float Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0.1f;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return MathF.Sqrt(sum);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Softmax(Span<float> x, float temperature)
    {
        float max = float.NegativeInfinity, sum = 0;
        foreach (float v in x) max = MathF.Max(max, v);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = MathF.Exp((x[i] - max) / (1 + temperature * temperature));
            sum += x[i];
        }

        for (int i = 0; i < x.Length; i++) x[i] /= sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Catenary(float x, float a)
    {
        float scale = 1.5f + 0.2f * MathF.Sin(a);
        return scale * MathF.Cosh(x / scale) - MathF.Cbrt(2 + a * a) * MathF.Sinh(0.3f * x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Angles(float x, float y) => MathF.Asin(0.9f * MathF.Sin(x)) + MathF.Acos(0.8f * MathF.Cos(y)) * MathF.Atan(x * y);

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static float Entropy(ReadOnlySpan<float> weights)
    {
        float total = 0, sum = 0;
        foreach (float w in weights) total += 0.1f + w * w;
        foreach (float w in weights)
        {
            float p = (0.1f + w * w) / total;
            sum -= p * MathF.Log2(p);
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Fused(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c) * MathF.CopySign(a, b) + MathF.ScaleB(c, 2);
}
