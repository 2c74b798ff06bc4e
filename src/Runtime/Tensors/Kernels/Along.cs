using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elements named by their positions along one dimension. Tensors are seen row by row, as [outer, dimension, inner].</summary>
internal static class Along
{
    public static (int Outer, int Size, int Inner) Split(int[] sizes, int dim) => sizes.Length == 0 ? (1, 1, 1)
        : (Layout.CountOf(sizes.AsSpan(0, dim)), sizes[dim], Layout.CountOf(sizes.AsSpan(dim + 1)));

    /// <summary>The elements that an index of the same rank names along a dimension. Not recorded.</summary>
    public static Tensor Take(Tensor x, int dim, Tensor index)
    {
        Tensor result = Tensor.Empty(index.Layout.Sizes, x.DType);
        x.DType.Run(new TakeAction(x.Plain(), dim, index.Plain(), result));
        return result;
    }

    /// <summary>The adjoint of <see cref="Take"/>: each element is added to the place that the index names. Not recorded.</summary>
    public static Tensor Give(Tensor grad, int dim, Tensor index, int[] sizes)
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor result = Tensor.Empty(sizes, type), from = grad.Converted(type).Plain(), places = index.Plain();
        if (type == DType.Float32) Give<float>(from, dim, places, result);
        else Give<double>(from, dim, places, result);
        return result.Converted(grad.DType);
    }

    private static void Give<T>(Tensor grad, int dim, Tensor index, Tensor result) where T : unmanaged, INumber<T>
    {
        (int outer, int count, int inner) = Split(index.Layout.Sizes, dim);
        int size = Split(result.Layout.Sizes, dim).Size;
        ReadOnlySpan<T> from = grad.Items<T>().AsSpan(grad.Layout.Offset);
        ReadOnlySpan<long> places = index.Items<long>().AsSpan(index.Layout.Offset);
        Span<T> to = result.Items<T>();
        for (int o = 0, at = 0; o < outer; o++)
        {
            for (int k = 0; k < count; k++)
            {
                for (int i = 0; i < inner; i++, at++) to[(((o * size) + (int)places[at]) * inner) + i] += from[at];
            }
        }
    }

    private readonly struct TakeAction(Tensor x, int dim, Tensor index, Tensor result) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            (int outer, int count, int inner) = Split(index.Layout.Sizes, dim);
            int size = Split(x.Layout.Sizes, dim).Size;
            ReadOnlySpan<T> from = x.Items<T>().AsSpan(x.Layout.Offset);
            ReadOnlySpan<long> places = index.Items<long>().AsSpan(index.Layout.Offset);
            Span<T> to = result.Items<T>();
            for (int o = 0, at = 0; o < outer; o++)
            {
                for (int k = 0; k < count; k++)
                {
                    for (int i = 0; i < inner; i++, at++) to[at] = from[(((o * size) + (int)places[at]) * inner) + i];
                }
            }
        }
    }
}
