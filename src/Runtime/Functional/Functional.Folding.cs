using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>What a filter of a convolution meets at each place: the columns that its product with the filter is made of.</summary>
    /// <param name="input">Of shape [samples, channels, height, width], or without samples.</param>
    /// <param name="kernelSize">Of the filter.</param>
    /// <param name="dilation">From one element of the filter to the next.</param>
    /// <param name="padding">Zeros on both sides of the input.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <returns>Of shape [samples, channels · elements of the filter, places].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Unfold(Tensor input, Extent kernelSize, Extent dilation = default, Extent padding = default, Extent stride = default)
    {
        if (Given(input).Rank == 3) return Unfold(input.Unsqueeze(0), kernelSize, dilation, padding, stride).Squeeze(0);
        if (input.Rank != 4) throw new ArgumentException($"Expected 3D or 4D (batch mode) tensor for input, but got: {input.Shape}", nameof(input));
        return Gathered(input, Folding(input.Layout.Sizes, kernelSize, dilation, padding, stride));
    }

    /// <summary>The adjoint of <see cref="Unfold"/>: columns are added up where they were taken from.</summary>
    /// <param name="input">Of shape [samples, channels · elements of the filter, places], or without samples.</param>
    /// <param name="outputSize">Height and width of the result.</param>
    /// <param name="kernelSize">Of the filter.</param>
    /// <param name="dilation">From one element of the filter to the next.</param>
    /// <param name="padding">Zeros that were on both sides.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Fold(Tensor input, Extent outputSize, Extent kernelSize, Extent dilation = default, Extent padding = default, Extent stride = default)
    {
        if (Given(input).Rank == 2) return Fold(input.Unsqueeze(0), outputSize, kernelSize, dilation, padding, stride).Squeeze(0);
        if (input.Rank != 3) throw new ArgumentException($"Expected 2D or 3D (batch mode) tensor for input, but got: {input.Shape}", nameof(input));
        int[] kernel = kernelSize.For(2, 1, "kernel_size"), size = outputSize.For(2, 1, "output_size");
        int taps = kernel[0] * kernel[1];
        if (taps <= 0 || input.Layout.Sizes[1] % taps != 0) throw new ArgumentException($"Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)={input.Layout.Sizes[1]} and kernel_size={Layout.Text(kernel)}.", nameof(input));
        ConvolutionShape shape = Folding([input.Layout.Sizes[0], input.Layout.Sizes[1] / taps, size[0], size[1]], kernelSize, dilation, padding, stride);
        if (shape.OutputPlane != input.Layout.Sizes[2]) throw new ArgumentException($"Given output_size={Layout.Text(size)}, kernel_size={Layout.Text(kernel)}, expected size of input's dimension 2 to match the calculated number of sliding blocks {shape.OutputPlane}, but got input.size(2)={input.Layout.Sizes[2]}.", nameof(input));
        return Scattered(input, shape);
    }

    /// <summary>Channels become blocks of the plane: […, channels · r², h, w] becomes [..., channels, h r, w r].</summary>
    /// <param name="input">Of at least three dimensions.</param>
    /// <param name="upscaleFactor">The size of a block.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor PixelShuffle(Tensor input, int upscaleFactor)
    {
        int[] sizes = PixelSizes("pixel_shuffle", input, upscaleFactor);
        int r = upscaleFactor, rank = sizes.Length, channels = sizes[^3];
        if (channels % (r * r) != 0) throw new ArgumentException($"pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)={channels} is not divisible by {r * r}", nameof(input));
        int[] front = [.. Enumerable.Range(0, rank - 3)];
        return Fused("PixelShuffle", [input], x => x[0].Reshape([.. sizes[..^3], channels / (r * r), r, r, sizes[^2], sizes[^1]])
            .Permute([.. front, rank - 3, rank, rank - 2, rank + 1, rank - 1])
            .Reshape([.. sizes[..^3], channels / (r * r), sizes[^2] * r, sizes[^1] * r]));
    }

    /// <summary>The opposite of <see cref="PixelShuffle"/>.</summary>
    /// <param name="input">Of at least three dimensions.</param>
    /// <param name="downscaleFactor">The size of a block.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor PixelUnshuffle(Tensor input, int downscaleFactor)
    {
        int[] sizes = PixelSizes("pixel_unshuffle", input, downscaleFactor);
        int r = downscaleFactor, rank = sizes.Length, channels = sizes[^3];
        if (sizes[^2] % r != 0 || sizes[^1] % r != 0) throw new ArgumentException($"pixel_unshuffle expects height and width to be divisible by downscale_factor, but the shape is {input.Shape} and the factor {r}", nameof(input));
        int[] front = [.. Enumerable.Range(0, rank - 3)];
        return Fused("PixelUnshuffle", [input], x => x[0].Reshape([.. sizes[..^3], channels, sizes[^2] / r, r, sizes[^1] / r, r])
            .Permute([.. front, rank - 3, rank - 1, rank + 1, rank - 2, rank])
            .Reshape([.. sizes[..^3], channels * r * r, sizes[^2] / r, sizes[^1] / r]));
    }

    private static int[] PixelSizes(string name, Tensor input, int factor)
    {
        if (Given(input).Rank < 3) throw new ArgumentException($"{name} expects input to have at least 3 dimensions, but got input with {input.Rank} dimension(s)", nameof(input));
        return factor > 0 ? input.Layout.Sizes : throw new ArgumentException($"{name} expects a positive scale factor, but got {factor}");
    }

    private static Tensor Gathered(Tensor input, ConvolutionShape shape) =>
        Tape.Record(Moved(input, shape, isBack: false), "Im2Col", input, (_, grad) => Scattered(grad, shape));

    private static Tensor Scattered(Tensor columns, ConvolutionShape shape) =>
        Tape.Record(Moved(columns, shape, isBack: true), "Col2Im", columns, (_, grad) => Gathered(grad, shape));

    private static Tensor Moved(Tensor from, ConvolutionShape shape, bool isBack)
    {
        if (!from.DType.IsFloatingPoint()) throw new ArgumentException($"\"im2col_out_cpu\" not implemented for '{from.DType.Title()}'. Convert the tensor with To(DType.Float32) first.", nameof(from));
        DType type = from.DType.IsHalfPrecision() ? DType.Float32 : from.DType;
        Tensor source = from.Converted(type).Plain(), result = isBack ? shape.NewInput(type) : Tensor.Empty([shape.Samples, shape.Taps, shape.OutputPlane], type);
        if (type == DType.Float32) Run<float>();
        else Run<double>();
        return result.Converted(from.DType);

        void Run<T>() where T : unmanaged, System.Numerics.INumber<T>
        {
            (int input, int columns) = (shape.Channels * shape.InputPlane, shape.Taps * shape.OutputPlane);
            ReadOnlySpan<T> x = source.Items<T>().AsSpan(source.Layout.Offset);
            Span<T> y = result.Items<T>();
            for (int n = 0; n < shape.Samples; n++)
            {
                if (isBack) Columns.Scatter(x.Slice(n * columns, columns), y.Slice(n * input, input), shape);
                else Columns.Gather(x.Slice(n * input, input), y.Slice(n * columns, columns), shape);
            }
        }
    }

    private static ConvolutionShape Folding(int[] sizes, Extent kernelSize, Extent dilation, Extent padding, Extent stride)
    {
        int[] kernel = kernelSize.For(2, 1, "kernel_size");
        if (kernel.Any(size => size <= 0)) throw new ArgumentException($"kernel size should be greater than zero, but got {Layout.Text(kernel)}", nameof(kernelSize));
        (int[] steps, int[] pads, int[] gaps) = Steps(2, stride, padding, dilation);
        int[] output = [.. Enumerable.Range(0, 2).Select(i => ConvolutionShape.Size(sizes[i + 2], kernel[i], steps[i], pads[i], gaps[i]))];
        if (output.Any(size => size <= 0)) throw new ArgumentException($"Given input with spatial size ({sizes[2]}, {sizes[3]}), kernel_size={Layout.Text(kernel)}, dilation={Layout.Text(gaps)}, padding={Layout.Text(pads)}, calculated shape of the array of sliding blocks as ({output[0]}, {output[1]}), which is too small (non-positive)");
        return new ConvolutionShape(sizes, [1, sizes[1], .. kernel], [sizes[0], 1, .. output], steps, pads, gaps, 1);
    }
}
