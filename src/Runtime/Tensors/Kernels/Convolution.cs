using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>
/// The three parts of <c>Σ g · conv(x, w)</c>: the output from x and w, the input's part from g and w, and the weight's part from x and g. Each is linear in both of its
/// arguments, and the gradient of each is another of them: so they can be differentiated as often as one likes. Not recorded here.
/// </summary>
internal static class Convolution
{
    /// <summary>conv(x, w), and a bias.</summary>
    public static Tensor Output(Tensor x, Tensor w, ConvolutionShape shape, Tensor? bias = null) => Run(x, w, bias, shape, Part.Output);

    /// <summary>What is multiplied by x in the sum; also the transposed convolution of g, with a bias.</summary>
    public static Tensor Input(Tensor g, Tensor w, ConvolutionShape shape, Tensor? bias = null) => Run(g, w, bias, shape, Part.Input);

    /// <summary>What is multiplied by w in the sum.</summary>
    public static Tensor Weight(Tensor x, Tensor g, ConvolutionShape shape) => Run(x, g, null, shape, Part.Weight);

    /// <summary>With fewer places, a product of matrices for each sample is not worth it.</summary>
    private const int SmallestPlane = 256;

    private enum Part
    {
        Output,
        Input,
        Weight,
    }

    private static Tensor Run(Tensor a, Tensor b, Tensor? bias, ConvolutionShape shape, Part part)
    {
        DType type = a.DType.IsHalfPrecision() ? DType.Float32 : a.DType;
        Tensor result = part switch { Part.Output => shape.NewOutput(type), Part.Input => shape.NewInput(type), _ => shape.NewWeight(type) };
        (Tensor x, Tensor y, Tensor? start) = (a.Converted(type).Plain(), b.Converted(type).Plain(), bias?.Converted(type).Plain());
        if (result.ElementCount == 0 || shape.Samples == 0) return result.Converted(a.DType);
        if (type == DType.Float32) Run<float>(x, y, start, result, shape, part);
        else Run<double>(x, y, start, result, shape, part);
        return result.Converted(a.DType);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor? bias, Tensor result, ConvolutionShape shape, Part part) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (ArraySegment<T> x, ArraySegment<T> y, ArraySegment<T> z) = (Segment<T>(a), Segment<T>(b), Segment<T>(result));
        ArraySegment<T>? start = bias is null ? default(ArraySegment<T>?) : Segment<T>(bias);
        if (shape.IsPointwise && part == Part.Weight && (shape.InputPlane == 1 || shape.InputPlane >= SmallestPlane))
        {
            WeightProducts<T>(x, y, z, shape);
        }
        else if (shape.IsPointwise && part != Part.Weight)
        {
            if (start is { } given) Fill<T>(z, given, result);
            Products<T>(x, y, z, shape, part == Part.Output, start is not null);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Vector512<T>, Registers512<T>>(x, y, start, z, shape, part);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<T, Vector256<T>, Registers256<T>>(x, y, start, z, shape, part);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<T, Vector128<T>, Registers128<T>>(x, y, start, z, shape, part);
        }
        else
        {
            Run<T, T, Registers1<T>>(x, y, start, z, shape, part);
        }
    }

    private static void Run<T, TVector, TRegisters>(ArraySegment<T> x, ArraySegment<T> y, ArraySegment<T>? bias, ArraySegment<T> result, ConvolutionShape shape, Part part)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        int size = shape.Kernel[0] * shape.Kernel[1] * shape.Kernel[2], group = shape.GroupFilters * shape.Taps;
        if (part == Part.Weight)
        {
            ConvolutionWeights<T, TVector, TRegisters>.Run(x, y, result, shape);
        }
        else if (part == Part.Output)
        {
            var job = new ConvolutionSums<T, TVector, TRegisters>.Job(
                x, y, bias, result, shape.Samples, shape.Groups, shape.GroupChannels, shape.GroupFilters, shape.Input, shape.Output, shape.Kernel, (group, shape.Taps, size));
            ConvolutionSums<T, TVector, TRegisters>.Run(job, [ConvolutionAxis.Forward(shape, 0), ConvolutionAxis.Forward(shape, 1), ConvolutionAxis.Forward(shape, 2)]);
        }
        else
        {
            var job = new ConvolutionSums<T, TVector, TRegisters>.Job(
                x, y, bias, result, shape.Samples, shape.Groups, shape.GroupFilters, shape.GroupChannels, shape.Output, shape.Input, shape.Kernel, (group, size, shape.Taps));
            foreach (ConvolutionAxis d in ConvolutionAxis.Backward(shape, 0))
            {
                foreach (ConvolutionAxis h in ConvolutionAxis.Backward(shape, 1))
                {
                    foreach (ConvolutionAxis w in ConvolutionAxis.Backward(shape, 2)) ConvolutionSums<T, TVector, TRegisters>.Run(job, [d, h, w]);
                }
            }
        }
    }

    /// <summary>A filter of one element is a matrix.</summary>
    private static void Products<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weight, Span<T> result, ConvolutionShape shape, bool isOutput, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int filters, int channels, int plane) = (shape.GroupFilters, shape.GroupChannels, shape.InputPlane);
        (int rows, int depth) = isOutput ? (filters, channels) : (channels, filters);
        (int rowStride, int depthStride) = isOutput ? (channels, 1) : (1, channels);
        (int fromStride, int toStride) = (shape.Groups * depth * plane, shape.Groups * rows * plane);
        for (int g = 0; g < shape.Groups; g++)
        {
            ReadOnlySpan<T> w = weight[(g * filters * channels)..], from = x[(g * depth * plane)..];
            Span<T> to = result[(g * rows * plane)..];

            // Single places are the columns of a matrix.
            if (plane == 1) MatrixMultiply.Multiply(shape.Samples, rows, depth, from, fromStride, 1, w, depthStride, rowStride, to, toStride, accumulate);
            else MatrixMultiply.MultiplyBatch(shape.Samples, rows, plane, depth, w, 0, rowStride, depthStride, from, fromStride, plane, 1, to, toStride, plane, accumulate);
        }
    }

    private static void WeightProducts<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> grad, Span<T> result, ConvolutionShape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int filters, int channels, int plane) = (shape.GroupFilters, shape.GroupChannels, shape.InputPlane);
        for (int g = 0; g < shape.Groups; g++)
        {
            Span<T> to = result.Slice(g * filters * channels, filters * channels);
            ReadOnlySpan<T> from = x[(g * channels * plane)..], by = grad[(g * filters * plane)..];
            if (plane == 1)
            {
                MatrixMultiply.Multiply(filters, channels, shape.Samples, by, 1, shape.Filters, from, shape.Channels, 1, to, channels, accumulate: false);
                continue;
            }

            for (int n = 0; n < shape.Samples; n++)
                MatrixMultiply.Multiply(filters, channels, plane, by[(n * shape.Filters * plane)..], plane, 1, from[(n * shape.Channels * plane)..], 1, plane, to, channels, accumulate: n > 0);
        }
    }

    private static void Fill<T>(Span<T> result, ReadOnlySpan<T> bias, Tensor shaped)
    {
        int plane = Layout.CountOf(shaped.Layout.Sizes.AsSpan(2));
        for (int at = 0, filter = 0; at < result.Length; at += plane, filter = (filter + 1) % bias.Length) result.Slice(at, plane).Fill(bias[filter]);
    }

    private static ArraySegment<T> Segment<T>(Tensor tensor) where T : unmanaged => new(tensor.Items<T>(), tensor.Layout.Offset, tensor.ElementCount);
}
