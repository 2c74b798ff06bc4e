namespace DerivativeTests.Corpus;

/// <summary>Lists that are read, read-only lists and memory.</summary>
public static partial class ListsAndMemory
{
    public readonly record struct Sample(double Time, double Value);

    [Differentiable(Derivatives.Jvp)]
    public static double Mean(IReadOnlyList<double> values, double k)
    {
        double sum = 0;
        for (int i = 0; i < values.Count; i++) sum += Math.Tanh(k * values[i]);
        return sum / values.Count;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Each(IReadOnlyList<double> values)
    {
        double product = 1;
        foreach (double value in values) product *= 1 + 0.5 * value;
        return product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Chain(IReadOnlyList<double> values, double k)
    {
        double state = k;
        for (int i = values.Count - 1; i >= 0; i--) state = Math.Sin(state + values[i] * k);
        return state;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Two(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double sum = 0;
        for (int i = 0; i < Math.Min(a.Count, b.Count); i++) sum += a[i] * b[i] * b[i];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Passed(IReadOnlyList<double> values, double k) => Horner(values, k) - Horner(values, 0.5 * k);

    private static double Horner(IReadOnlyList<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients) sum = sum * x + coefficient;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Single(IReadOnlyList<float> values, float k)
    {
        float sum = 0;
        for (int i = 0; i < values.Count; i++) sum += values[i] * values[i] * k;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfStructs(IReadOnlyList<Sample> samples, double rate)
    {
        double sum = 0;
        foreach (Sample sample in samples) sum += sample.Value * Math.Exp(-rate * sample.Time);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double List(List<double> values, double k)
    {
        double sum = 0;
        foreach (double value in values) sum += Math.Max(value * k, 0.1 * value);
        return sum * values[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ListOfStructs(List<Sample> samples, double rate)
    {
        double sum = 0;
        for (int i = 1; i < samples.Count; i++) sum += (samples[i].Time - samples[i - 1].Time) * (samples[i].Value + samples[i - 1].Value) * rate;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ListFromTheEnd(List<double> values, double k) => values[^1] * k + values[values.Count / 2] * values[^1];

    [Differentiable(Derivatives.Jvp)]
    public static double Memory(ReadOnlyMemory<double> values, double k)
    {
        ReadOnlySpan<double> span = values.Span;
        double sum = 0;
        for (int i = 0; i < span.Length; i++) sum = sum * k + span[i];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Smooth(Memory<double> values, double k)
    {
        Span<double> span = values.Span;
        for (int i = 1; i < span.Length; i++) span[i] = (1 - k) * span[i] + k * span[i - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Halves(ReadOnlyMemory<double> values, double k) =>
        Total(values[..(values.Length / 2)].Span) * k + Total(values.Slice(values.Length / 2).Span);

    private static double Total(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value * value;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MemoryOfStructs(ReadOnlyMemory<Sample> samples, double rate)
    {
        double sum = 0;
        foreach (Sample sample in samples.Span) sum += sample.Value * Math.Cos(rate * sample.Time);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayAsList(double[] values, double k) => Horner(values, k) + Horner([k, values[0]], k);

    [Differentiable(Derivatives.Jvp)]
    public static double ListAsReadOnlyList(List<double> values, double k) => Horner(values, k) * Horner(values, 0.3);

    [Differentiable(Derivatives.Jvp)]
    public static double StructsAsList(Sample[] samples, double rate) => Present(samples, rate) - Present(samples, 2 * rate);

    private static double Present(IReadOnlyList<Sample> samples, double rate)
    {
        double sum = 0;
        for (int i = 0; i < samples.Count; i++) sum += samples[i].Value * Math.Exp(-rate * samples[i].Time);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayAsMemory(double[] values, double k)
    {
        values[0] *= k;
        ReadOnlyMemory<double> memory = values;
        return Shown(memory, k) + Shown(values, 0.5);
    }

    private static double Shown(ReadOnlyMemory<double> values, double k)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++) sum = k * sum + values.Span[i] * values.Span[i];
        return sum;
    }
}
