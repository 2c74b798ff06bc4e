using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>
/// The three parts of <c>Σ g · conv(x, w)</c>: the output from x and w, the input's part from g and w, and the weight's part from x and g. Each is linear in both of its
/// arguments, and the gradient of each is another of them: so they can be differentiated as often as one likes. Not recorded here.
/// </summary>
internal static class Convolution
{
    /// <summary>conv(x, w).</summary>
    public static Tensor Output(Tensor x, Tensor w, ConvolutionShape shape) => Run(x, w, shape, Part.Output);

    /// <summary>What is multiplied by x in the sum; also the transposed convolution of g.</summary>
    public static Tensor Input(Tensor g, Tensor w, ConvolutionShape shape) => Run(g, w, shape, Part.Input);

    /// <summary>What is multiplied by w in the sum.</summary>
    public static Tensor Weight(Tensor x, Tensor g, ConvolutionShape shape) => Run(x, g, shape, Part.Weight);

    private enum Part
    {
        Output,
        Input,
        Weight,
    }

    private static Tensor Run(Tensor a, Tensor b, ConvolutionShape shape, Part part)
    {
        DType type = a.DType.IsHalfPrecision() ? DType.Float32 : a.DType;
        Tensor result = part switch { Part.Output => shape.NewOutput(type), Part.Input => shape.NewInput(type), _ => shape.NewWeight(type) };
        (Tensor x, Tensor y) = (a.Converted(type).Plain(), b.Converted(type).Plain());
        if (type == DType.Float32) Run<float>(x, y, result, shape, part);
        else Run<double>(x, y, result, shape, part);
        return result.Converted(a.DType);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor result, ConvolutionShape shape, Part part) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = a.Items<T>().AsSpan(a.Layout.Offset), y = b.Items<T>().AsSpan(b.Layout.Offset);
        Span<T> z = result.Items<T>();
        int input = shape.GroupChannels * shape.InputPlane, output = shape.GroupFilters * shape.OutputPlane, weight = shape.GroupFilters * shape.Taps;
        if (z.Length == 0 || weight == 0 || output == 0) return;
        T[] rented = ArrayPool<T>.Shared.Rent(shape.IsPointwise ? 1 : shape.Taps * shape.OutputPlane);
        Span<T> scratch = shape.IsPointwise ? default : rented.AsSpan(0, shape.Taps * shape.OutputPlane);
        for (int n = 0; n < shape.Samples; n++)
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                int i = ((n * shape.Groups) + g) * input, o = ((n * shape.Groups) + g) * output, w = g * weight;
                if (part == Part.Input)
                {
                    Span<T> into = z.Slice(i, input), columns = shape.IsPointwise ? into : scratch;
                    columns.Clear();
                    TransposedProduct(y.Slice(w, weight), x.Slice(o, output), columns, shape);
                    if (!shape.IsPointwise) Columns.Scatter(columns, into, shape);
                    continue;
                }

                ReadOnlySpan<T> from = x.Slice(i, input);
                if (!shape.IsPointwise) Columns.Gather(from, scratch, shape);
                ReadOnlySpan<T> met = shape.IsPointwise ? from : scratch;
                if (part == Part.Output) Product(y.Slice(w, weight), met, z.Slice(o, output), shape);
                else DotProducts(y.Slice(o, output), met, z.Slice(w, weight), shape);
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>[filters, taps] by [taps, places].</summary>
    private static void Product<T>(ReadOnlySpan<T> weight, ReadOnlySpan<T> columns, Span<T> output, ConvolutionShape shape) where T : IFloatingPointIeee754<T>
    {
        (int taps, int places) = (shape.Taps, shape.OutputPlane);
        for (int f = 0; f < shape.GroupFilters; f++)
        {
            Span<T> row = output.Slice(f * places, places);
            for (int k = 0; k < taps; k++) TensorPrimitives.MultiplyAdd(columns.Slice(k * places, places), weight[(f * taps) + k], row, row);
        }
    }

    /// <summary>The transpose of [filters, taps] by [filters, places].</summary>
    private static void TransposedProduct<T>(ReadOnlySpan<T> weight, ReadOnlySpan<T> output, Span<T> columns, ConvolutionShape shape) where T : IFloatingPointIeee754<T>
    {
        (int taps, int places) = (shape.Taps, shape.OutputPlane);
        for (int k = 0; k < taps; k++)
        {
            Span<T> row = columns.Slice(k * places, places);
            for (int f = 0; f < shape.GroupFilters; f++) TensorPrimitives.MultiplyAdd(output.Slice(f * places, places), weight[(f * taps) + k], row, row);
        }
    }

    /// <summary>[filters, places] by the transpose of [taps, places], added.</summary>
    private static void DotProducts<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> columns, Span<T> weight, ConvolutionShape shape) where T : IFloatingPointIeee754<T>
    {
        (int taps, int places) = (shape.Taps, shape.OutputPlane);
        for (int f = 0; f < shape.GroupFilters; f++)
        {
            ReadOnlySpan<T> row = output.Slice(f * places, places);
            for (int k = 0; k < taps; k++) weight[(f * taps) + k] += TensorPrimitives.Dot(row, columns.Slice(k * places, places));
        }
    }
}
