using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Random numbers from 0 up to but not including 1.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="random">Where they come from; by default <see cref="RandomSource.Default"/>.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    public static Tensor Rand(Shape shape, RandomSource? random = null, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        DemandDifferentiable(dtype);
        random ??= RandomSource.Default;

        // A number just below 1 would round to it.
        double most = dtype switch { DType.Float64 => 1, DType.Float32 => 1 - (1.0 / (1 << 24)), DType.Float16 => 1 - (1.0 / 2048), _ => 1 - (1.0 / 256) };
        return Drawn(shape, () => Math.Min(random.NextDouble(), most)).Converted(dtype).SetLeaf(requiresGrad);
    }

    /// <summary>Random numbers from the normal distribution with mean 0 and deviation 1.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="random">Where they come from; by default <see cref="RandomSource.Default"/>.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    public static Tensor RandN(Shape shape, RandomSource? random = null, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        DemandDifferentiable(dtype);
        random ??= RandomSource.Default;
        return Drawn(shape, random.NextNormal).Converted(dtype).SetLeaf(requiresGrad);
    }

    /// <summary>Random integers.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">Not reached.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="random">Where they come from; by default <see cref="RandomSource.Default"/>.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <exception cref="ArgumentException">There is no integer between.</exception>
    public static Tensor RandInt(long low, long high, Shape shape, RandomSource? random = null, DType dtype = DType.Int64)
    {
        if (high <= low) throw new ArgumentException($"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}", nameof(high));
        random ??= RandomSource.Default;
        var items = new long[shape.ElementCount];
        for (int i = 0; i < items.Length; i++) items[i] = low + random.NextInt64(high - low);
        return Create(items, [.. shape.Sizes], false).Converted(dtype);
    }

    /// <summary>The integers below <paramref name="count"/> in random order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Where the order comes from; by default <see cref="RandomSource.Default"/>.</param>
    public static Tensor RandPerm(int count, RandomSource? random = null)
    {
        random ??= RandomSource.Default;
        long[] items = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = (int)random.NextInt64(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }

        return Create(items, [count], false);
    }

    private static Tensor Drawn(Shape shape, Func<double> next)
    {
        var items = new double[shape.ElementCount];
        for (int i = 0; i < items.Length; i++) items[i] = next();
        return Create(items, [.. shape.Sizes], false);
    }
}
