using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Sums and products that run along a dimension. Not recorded.</summary>
internal static class Scanning
{
    /// <summary>Sums of all up to each element, or of all from it on.</summary>
    public static Tensor Sums(Tensor x, int dim, bool isReversed) => Apply(x, null, dim, isReversed, Kind.Sum);

    public static Tensor Products(Tensor x, int dim) => Apply(x, null, dim, isReversed: false, Kind.Product);

    /// <summary>Logarithms of sums of exponentials of all up to each element.</summary>
    public static Tensor LogSums(Tensor x, int dim) => Apply(x, null, dim, isReversed: false, Kind.LogSum);

    /// <summary>
    /// <c>y[k] = x[k] + factor[k] y[k-1]</c>; reversed <c>y[k] = x[k] + factor[k+1] y[k+1]</c>. So each is the adjoint of the other by x.
    /// </summary>
    public static Tensor Recurrence(Tensor x, Tensor factor, int dim, bool isReversed) => Apply(x, factor.Converted(x.DType), dim, isReversed, Kind.Recurrence);

    private enum Kind
    {
        Sum,
        Product,
        LogSum,
        Recurrence,
    }

    private static Tensor Apply(Tensor x, Tensor? factor, int dim, bool isReversed, Kind kind)
    {
        DType type = x.DType.IsHalfPrecision() ? DType.Float32 : x.DType;
        Tensor from = x.Converted(type).Plain(), result = Tensor.EmptyLike(x, type), by = factor?.Converted(type).Plain() ?? from;
        if (type == DType.Float32) Run<float>(from, by, result, dim, isReversed, kind);
        else if (type == DType.Float64) Run<double>(from, by, result, dim, isReversed, kind);
        else Run(from.Items<long>().AsSpan(from.Layout.Offset), result.Items<long>(), Along.Split(x.Layout.Sizes, dim), kind);
        return result.Converted(x.DType);
    }

    private static void Run(ReadOnlySpan<long> x, Span<long> y, (int Outer, int Size, int Inner) split, Kind kind)
    {
        for (int at = 0; at < split.Outer * split.Size * split.Inner; at++)
        {
            bool isFirst = at / split.Inner % split.Size == 0;
            y[at] = isFirst ? x[at] : kind == Kind.Sum ? unchecked(y[at - split.Inner] + x[at]) : unchecked(y[at - split.Inner] * x[at]);
        }
    }

    private static void Run<T>(Tensor xs, Tensor factors, Tensor ys, int dim, bool isReversed, Kind kind) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int outer, int size, int inner) = Along.Split(xs.Layout.Sizes, dim);
        ReadOnlySpan<T> x = xs.Items<T>().AsSpan(xs.Layout.Offset), a = factors.Items<T>().AsSpan(factors.Layout.Offset);
        Span<T> y = ys.Items<T>();
        int step = isReversed ? -inner : inner;
        for (int o = 0; o < outer && size > 0; o++)
        {
            int at = ((o * size) + (isReversed ? size - 1 : 0)) * inner;
            x.Slice(at, inner).CopyTo(y.Slice(at, inner));
            for (int k = 1; k < size; k++)
            {
                at += step;
                for (int i = at; i < at + inner; i++)
                {
                    T before = y[i - step];
                    y[i] = kind switch
                    {
                        Kind.Sum => before + x[i],
                        Kind.Product => before * x[i],
                        Kind.LogSum => SumOfLogs(before, x[i]),
                        _ => x[i] + ((isReversed ? a[i - step] : a[i]) * before),
                    };
                }
            }
        }
    }

    private static T SumOfLogs<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        (T low, T high) = a < b ? (a, b) : (b, a);
        return T.IsNaN(a) || T.IsNaN(b) ? a + b : low != high || T.IsFinite(low) ? high + T.LogP1(T.Exp(low - high)) : high;
    }
}
