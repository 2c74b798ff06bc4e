namespace SourceAutodiff;

/// <summary>
/// Random numbers that depend on nothing but a seed: the same on every machine and version. The generator is SplitMix64 (Steele, Lea and Flood 2014). Not for cryptography, and not
/// for several threads at once.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal sequences.</param>
public sealed class RandomSource(long seed)
{
    [ThreadStatic]
    private static RandomSource? t_default;

    private ulong _state = unchecked((ulong)seed);
    private double _spare = double.NaN;

    /// <summary>What is used where none is given. Each thread has its own, with the seed 0 unless <see cref="ManualSeed"/> sets another.</summary>
    public static RandomSource Default => t_default ??= new RandomSource(0);

    /// <summary>Starts <see cref="Default"/> of this thread anew.</summary>
    /// <param name="seed">Any number.</param>
    public static RandomSource ManualSeed(long seed) => t_default = new RandomSource(seed);

    /// <summary>64 random bits.</summary>
    public long NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return (long)(bits ^ (bits >> 31));
        }
    }

    /// <summary>A number from 0 up to but not including 1, all of its 53 bits random.</summary>
    public double NextDouble() => (ulong)NextBits() / 2048 * (1.0 / (1L << 53));

    /// <summary>An integer from 0 up to but not including <paramref name="bound"/>, each as likely.</summary>
    /// <param name="bound">Positive.</param>
    public long NextInt64(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % (ulong)bound);
        ulong bits = (ulong)NextBits();
        while (bits >= limit) bits = (ulong)NextBits();
        return (long)(bits % (ulong)bound);
    }

    /// <summary>A number from the normal distribution with mean 0 and deviation 1, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            (x, y) = ((2 * NextDouble()) - 1, (2 * NextDouble()) - 1);
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * scale;
        return x * scale;
    }
}
