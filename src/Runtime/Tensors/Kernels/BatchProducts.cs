using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Products of small matrices, many at once: [batch, rows, inner] by [batch, inner, columns].</summary>
internal static class BatchProducts
{
    /// <summary>Recorded: the gradients are such products again.</summary>
    public static Tensor Apply(Tensor a, Tensor b) =>
        Tape.Record(Values(a, b), "Bmm", [a, b], (node, grad) =>
            [node.Needs(0) ? Apply(grad, node.Saved(1).Transpose(1, 2)) : null, node.Needs(1) ? Apply(node.Saved(0).Transpose(1, 2), grad) : null], a, b);

    private static Tensor Values(Tensor a, Tensor b)
    {
        DType type = a.DType.IsHalfPrecision() ? DType.Float32 : a.DType;
        Tensor x = a.Converted(type).Plain(), y = b.Converted(type).Plain(), result = Tensor.Empty([x.Layout.Sizes[0], x.Layout.Sizes[1], y.Layout.Sizes[2]], type);
        if (type == DType.Float32) Run<float>(x, y, result);
        else Run<double>(x, y, result);
        return result.Converted(a.DType);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int inner, int columns) = (a.Layout.Sizes[1], a.Layout.Sizes[2], b.Layout.Sizes[2]);
        ReadOnlySpan<T> x = a.Items<T>().AsSpan(a.Layout.Offset), y = b.Items<T>().AsSpan(b.Layout.Offset);
        Span<T> z = c.Items<T>();
        for (int row = 0; row < a.Layout.Sizes[0] * rows; row++)
        {
            Span<T> to = z.Slice(row * columns, columns);
            int matrix = row / rows * inner * columns;
            for (int k = 0; k < inner; k++) TensorPrimitives.MultiplyAdd(y.Slice(matrix + (k * columns), columns), x[(row * inner) + k], to, to);
        }
    }
}
