namespace DerivativeTests.Corpus;

/// <summary>Contracts that take arrays, where the derivative has spans.</summary>
public static partial class ContractsArrays
{
    /// <summary>Writes to arrays, which spans cannot take the place of.</summary>
    public partial interface IFilter
    {
        [Differentiable(Derivatives.Jvp)]
        void Apply(double gain, double[] y);

        public static IFilter Example(Random random) => random.Next(2) == 0 ? new Lag { Rate = 0.2 + random.NextDouble() } : new Twofold { Inner = new Lag { Rate = random.NextDouble() } };
    }

    public sealed partial class Lag : IFilter
    {
        public double Rate;

        [Differentiable]
        public void Apply(double gain, double[] y)
        {
            for (int i = 1; i < y.Length; i++) y[i] = 0.5 * y[i] + gain * Math.Sin(Rate * y[i - 1]);
        }
    }

    public sealed partial class Twofold : IFilter
    {
        public IFilter Inner = new Lag();

        [Differentiable]
        public void Apply(double gain, double[] y)
        {
            Inner.Apply(gain, y);
            y[0] *= gain;
            Inner.Apply(gain * gain, y);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Filtered(IFilter filter, double gain, double[] y)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            filter.Apply(gain, y);
            y[0] *= 0.5;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FilteredCopies(IFilter filter, double gain, ReadOnlySpan<double> x)
    {
        double[] y = x.ToArray(), z = new double[x.Length + 1];
        filter.Apply(0.3 * gain, y);
        y.AsSpan().CopyTo(z);
        z[^1] = gain;
        filter.Apply(0.2 * y[1], z);
        return y[^1] * z[^1] + z[1];
    }
}
