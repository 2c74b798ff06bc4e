using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Positions along one dimension, taken and added to. The tensor is seen as [outer, dimension, inner], so a position is a run of memory.</summary>
internal static class Indexing
{
    /// <summary>The positions named by an index tensor, checked.</summary>
    public static int[] Places(Tensor index, int size, string name)
    {
        if (!index.DType.IsInteger()) throw new ArgumentException($"{name}(): Expected dtype int32 or int64 for index, but got {index.DType}. Convert it with To(DType.Int64).", nameof(index));
        if (index.Rank > 1) throw new ArgumentException($"{name}(): Index is supposed to be a vector, but its shape is {index.Shape}.", nameof(index));
        long[] places = index.To(DType.Int64).ToArray<long>();
        return Array.ConvertAll(places, place => place >= 0 && place < size ? (int)place : throw new ArgumentOutOfRangeException(nameof(index), $"{name}(): index {place} is out of bounds for dimension with size {size}"));
    }

    public static Tensor Select(Tensor x, int dim, int[] places)
    {
        int[] sizes = x.Rank == 0 ? [] : [.. x.Layout.Sizes];
        if (x.Rank > 0) sizes[dim] = places.Length;
        Tensor result = Tensor.Empty(sizes, x.DType);
        x.DType.Run(new SelectAction(x.Plain(), result, dim, places));
        return result;
    }

    public static Tensor Add(Tensor x, int dim, int[] places, Tensor source, double alpha)
    {
        int[] expected = x.Rank == 0 ? [] : [.. x.Layout.Sizes];
        if (x.Rank > 0) expected[dim] = places.Length;
        if (!source.Layout.Sizes.AsSpan().SequenceEqual(expected)) throw new ArgumentException($"index_add_(): the source has the shape {source.Shape}; for {places.Length} positions of dimension {dim} of {x.Shape} it has to be {Layout.Text(expected)}.", nameof(source));
        DType type = x.DType.IsHalfPrecision() ? DType.Float32 : x.DType.IsFloatingPoint() ? x.DType : DType.Int64;
        Tensor result = Tensor.EmptyLike(x, type), from = source.Converted(type).Plain();
        Copying.Copy(x, result);
        if (type == DType.Float32) Run<float>(result, from, dim, places, (float)alpha);
        else if (type == DType.Float64) Run(result, from, dim, places, alpha);
        else Run(result, from, dim, places, (long)alpha);
        return result.Converted(x.DType);
    }

    private static void Run<T>(Tensor result, Tensor source, int dim, int[] places, T alpha) where T : unmanaged, System.Numerics.INumber<T>
    {
        (int outer, int size, int inner) = Split(result, dim);
        Span<T> to = result.Items<T>();
        ReadOnlySpan<T> from = source.Items<T>().AsSpan(source.Layout.Offset);
        for (int o = 0; o < outer; o++)
        {
            for (int k = 0; k < places.Length; k++)
            {
                Span<T> target = to.Slice(((o * size) + places[k]) * inner, inner);
                ReadOnlySpan<T> added = from.Slice(((o * places.Length) + k) * inner, inner);
                if (inner == 1) target[0] += alpha * added[0];
                else TensorPrimitives.MultiplyAdd(added, alpha, target, target);
            }
        }
    }

    private static (int Outer, int Size, int Inner) Split(Tensor x, int dim) => x.Rank == 0 ? (1, 1, 1)
        : (Layout.CountOf(x.Layout.Sizes.AsSpan(0, dim)), x.Layout.Sizes[dim], Layout.CountOf(x.Layout.Sizes.AsSpan(dim + 1)));

    private readonly struct SelectAction(Tensor x, Tensor result, int dim, int[] places) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            (int outer, int size, int inner) = Split(x, dim);
            ReadOnlySpan<T> from = x.Items<T>().AsSpan(x.Layout.Offset);
            Span<T> to = result.Items<T>();
            for (int o = 0; o < outer; o++)
            {
                for (int k = 0; k < places.Length; k++) from.Slice(((o * size) + places[k]) * inner, inner).CopyTo(to.Slice(((o * places.Length) + k) * inner, inner));
            }
        }
    }
}
