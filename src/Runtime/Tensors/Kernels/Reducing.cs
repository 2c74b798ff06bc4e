using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Many elements to one, along dimensions.</summary>
internal interface IReduceOp
{
    static abstract T Start<T>() where T : INumber<T>;

    static abstract T Combine<T>(T a, T b) where T : INumber<T>;

    static abstract T Row<T>(ReadOnlySpan<T> row) where T : INumber<T>;

    static abstract void Rows<T>(Span<T> into, ReadOnlySpan<T> row) where T : INumber<T>;
}

internal static class Reducing
{
    /// <summary>The dimensions, counted from the start and in order; all of them if none is named.</summary>
    public static int[] Dimensions(ReadOnlySpan<int> dims, int rank)
    {
        if (dims.Length == 0) return [.. Enumerable.Range(0, rank)];
        var named = new SortedSet<int>();
        foreach (int dim in dims)
        {
            int d = Layout.Dimension(dim, rank);
            if (!named.Add(d)) throw new ArgumentException($"dim {d} appears multiple times in the list of dims");
        }

        return rank == 0 ? [] : [.. named];
    }

    /// <summary>The sizes with the reduced dimensions as 1.</summary>
    public static int[] Kept(int[] sizes, int[] dims) => [.. sizes.Select((size, i) => dims.Contains(i) ? 1 : size)];

    /// <summary>The sizes without the reduced dimensions, or with 1 in their place.</summary>
    public static int[] Sizes(int[] sizes, int[] dims, bool keepDim) => keepDim ? Kept(sizes, dims) : [.. sizes.Where((_, i) => !dims.Contains(i))];

    /// <summary>Not recorded. The element type is computed in; half precision in single.</summary>
    public static Tensor Apply<TOp>(Tensor x, int[] dims, bool keepDim, DType type) where TOp : struct, IReduceOp
    {
        DType computed = type.IsHalfPrecision() ? DType.Float32 : type == DType.Bool ? DType.UInt8 : type;
        Tensor from = x.Converted(computed), result = Tensor.Empty(Sizes(x.Layout.Sizes, dims, keepDim), computed);
        switch (computed)
        {
            case DType.UInt8: Run<byte, TOp>(from, result, dims); break;
            case DType.Int8: Run<sbyte, TOp>(from, result, dims); break;
            case DType.Int16: Run<short, TOp>(from, result, dims); break;
            case DType.Int32: Run<int, TOp>(from, result, dims); break;
            case DType.Int64: Run<long, TOp>(from, result, dims); break;
            case DType.Float32: Run<float, TOp>(from, result, dims); break;
            default: Run<double, TOp>(from, result, dims); break;
        }

        return result.Converted(type);
    }

    private static void Run<T, TOp>(Tensor x, Tensor y, int[] dims) where T : unmanaged, INumber<T> where TOp : struct, IReduceOp
    {
        y.Items<T>().AsSpan().Fill(TOp.Start<T>());
        Layout kept = new(Kept(x.Layout.Sizes, dims));
        Walk.Rows(new ReduceRow<T, TOp>(x.Items<T>(), y.Items<T>()), x.Layout.Sizes, [x.Layout.Offset, 0], x.Layout.Strides, kept.StridesFor(x.Layout.Sizes));
    }

    private readonly struct ReduceRow<T, TOp>(T[] x, T[] y) : IRowAction where T : INumber<T> where TOp : struct, IReduceOp
    {
        // Long rows in pieces, so that not one sum takes all the rounding.
        private const int Piece = 4096;

        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int di, int dj) = (offsets[0], offsets[1], strides[0], strides[1]);
            if (di == 1 && dj == 0)
            {
                for (; count > 0; count -= Piece, i += Piece) y[j] = TOp.Combine(y[j], TOp.Row<T>(x.AsSpan(i, Math.Min(count, Piece))));
            }
            else if (di == 1 && dj == 1)
            {
                TOp.Rows(y.AsSpan(j, count), x.AsSpan(i, count));
            }
            else
            {
                for (; count > 0; count--, i += di, j += dj) y[j] = TOp.Combine(y[j], x[i]);
            }
        }
    }

    internal readonly struct Sum : IReduceOp
    {
        public static T Start<T>() where T : INumber<T> => T.Zero;

        public static T Combine<T>(T a, T b) where T : INumber<T> => unchecked(a + b);

        public static T Row<T>(ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Sum(row);

        public static void Rows<T>(Span<T> into, ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Add(into, row, into);
    }

    internal readonly struct Product : IReduceOp
    {
        public static T Start<T>() where T : INumber<T> => T.One;

        public static T Combine<T>(T a, T b) where T : INumber<T> => unchecked(a * b);

        public static T Row<T>(ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Product(row);

        public static void Rows<T>(Span<T> into, ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Multiply(into, row, into);
    }

    /// <summary>The largest number of at least one; NaN if there is one.</summary>
    internal readonly struct Maximum : IReduceOp
    {
        public static T Start<T>() where T : INumber<T> => typeof(T) == typeof(double) ? (T)(object)double.NegativeInfinity : typeof(T) == typeof(float) ? (T)(object)float.NegativeInfinity : T.CreateSaturating(long.MinValue);

        public static T Combine<T>(T a, T b) where T : INumber<T> => T.Max(a, b);

        public static T Row<T>(ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Max(row);

        public static void Rows<T>(Span<T> into, ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Max(into, row, into);
    }

    /// <summary>The smallest number of at least one; NaN if there is one.</summary>
    internal readonly struct Minimum : IReduceOp
    {
        public static T Start<T>() where T : INumber<T> => typeof(T) == typeof(double) ? (T)(object)double.PositiveInfinity : typeof(T) == typeof(float) ? (T)(object)float.PositiveInfinity : T.CreateSaturating(long.MaxValue);

        public static T Combine<T>(T a, T b) where T : INumber<T> => T.Min(a, b);

        public static T Row<T>(ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Min(row);

        public static void Rows<T>(Span<T> into, ReadOnlySpan<T> row) where T : INumber<T> => TensorPrimitives.Min(into, row, into);
    }
}
