using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The largest element of each window along the last dimension.</summary>
    /// <param name="input">Of shape [samples, channels, length], or without samples.</param>
    /// <param name="kernelSize">The size of a window.</param>
    /// <param name="stride">From one window to the next; by default the size.</param>
    /// <param name="padding">What is missing on both sides; at most half of the size.</param>
    /// <param name="dilation">From one element of a window to the next.</param>
    /// <param name="ceilMode">One more window, where the last elements would be left over.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MaxPool1d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, Extent dilation = default, bool ceilMode = false) =>
        MaxPool(1, input, kernelSize, stride, padding, dilation, ceilMode).Values;

    /// <summary>The largest element of each window along the last two dimensions.</summary>
    /// <inheritdoc cref="MaxPool1d"/>
    public static Tensor MaxPool2d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, Extent dilation = default, bool ceilMode = false) =>
        MaxPool(2, input, kernelSize, stride, padding, dilation, ceilMode).Values;

    /// <summary>The largest element of each window along the last three dimensions.</summary>
    /// <inheritdoc cref="MaxPool1d"/>
    public static Tensor MaxPool3d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, Extent dilation = default, bool ceilMode = false) =>
        MaxPool(3, input, kernelSize, stride, padding, dilation, ceilMode).Values;

    /// <summary><see cref="MaxPool2d"/>, and where in its plane each element was, row by row.</summary>
    /// <inheritdoc cref="MaxPool1d"/>
    public static (Tensor Values, Tensor Indices) MaxPool2dWithIndices(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, Extent dilation = default, bool ceilMode = false) =>
        MaxPool(2, input, kernelSize, stride, padding, dilation, ceilMode);

    /// <summary>The mean of each window along the last dimension.</summary>
    /// <param name="input">Of shape [samples, channels, length], or without samples.</param>
    /// <param name="kernelSize">The size of a window.</param>
    /// <param name="stride">From one window to the next; by default the size.</param>
    /// <param name="padding">Zeros on both sides; at most half of the size.</param>
    /// <param name="ceilMode">One more window, where the last elements would be left over.</param>
    /// <param name="countIncludePad">The zeros count.</param>
    /// <param name="divisorOverride">What sums are divided by instead.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor AvgPool1d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) =>
        AvgPool(1, input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);

    /// <summary>The mean of each window along the last two dimensions.</summary>
    /// <inheritdoc cref="AvgPool1d"/>
    public static Tensor AvgPool2d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) =>
        AvgPool(2, input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);

    /// <summary>The mean of each window along the last three dimensions.</summary>
    /// <inheritdoc cref="AvgPool1d"/>
    public static Tensor AvgPool3d(Tensor input, Extent kernelSize, Extent stride = default, Extent padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) =>
        AvgPool(3, input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);

    /// <summary>The means of as many windows as asked for, which cover the last dimension.</summary>
    /// <param name="input">Of shape [samples, channels, …], or without samples.</param>
    /// <param name="outputSize">How many windows.</param>
    public static Tensor AdaptiveAvgPool1d(Tensor input, Extent outputSize) => Averaged("AdaptiveAvgPool1D", 1, input, Adaptive(1, input, outputSize), true, null);

    /// <summary>The means of as many windows as asked for, which cover the last two dimensions.</summary>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static Tensor AdaptiveAvgPool2d(Tensor input, Extent outputSize) => Averaged("AdaptiveAvgPool2D", 2, input, Adaptive(2, input, outputSize), true, null);

    /// <summary>The largest elements of as many windows as asked for, which cover the last dimension.</summary>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static Tensor AdaptiveMaxPool1d(Tensor input, Extent outputSize) => Largest("AdaptiveMaxPool2D", 1, input, Adaptive(1, input, outputSize)).Values;

    /// <summary>The largest elements of as many windows as asked for, which cover the last two dimensions.</summary>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static Tensor AdaptiveMaxPool2d(Tensor input, Extent outputSize) => Largest("AdaptiveMaxPool2D", 2, input, Adaptive(2, input, outputSize)).Values;

    /// <summary>The root of the sum of the powers of each window along the last dimension.</summary>
    /// <param name="input">Of shape [samples, channels, …], or without samples.</param>
    /// <param name="normType">The power.</param>
    /// <param name="kernelSize">The size of a window.</param>
    /// <param name="stride">From one window to the next; by default the size.</param>
    /// <param name="ceilMode">One more window, where the last elements would be left over.</param>
    public static Tensor LpPool1d(Tensor input, double normType, Extent kernelSize, Extent stride = default, bool ceilMode = false) =>
        LpPool(AvgPool1d(Given(input).Pow(normType), kernelSize, stride, 0, ceilMode), normType, kernelSize.For(1, 1, nameof(kernelSize)));

    /// <summary>The root of the sum of the powers of each window along the last two dimensions.</summary>
    /// <inheritdoc cref="LpPool1d"/>
    public static Tensor LpPool2d(Tensor input, double normType, Extent kernelSize, Extent stride = default, bool ceilMode = false) =>
        LpPool(AvgPool2d(Given(input).Pow(normType), kernelSize, stride, 0, ceilMode), normType, kernelSize.For(2, 1, nameof(kernelSize)));

    private static Tensor LpPool(Tensor means, double normType, int[] kernel) =>
        (means.Sign() * means.Abs().Relu() * (double)Layout.CountOf(kernel)).Pow(1 / normType);

    private static (Tensor Values, Tensor Indices) MaxPool(int rank, Tensor input, Extent kernelSize, Extent stride, Extent padding, Extent dilation, bool ceilMode) =>
        Largest($"MaxPool{Math.Max(rank, 2)}DWithIndices", rank, input, Regular("max_pool", rank, input, kernelSize, stride, padding, dilation, ceilMode));

    private static Tensor AvgPool(int rank, Tensor input, Extent kernelSize, Extent stride, Extent padding, bool ceilMode, bool countIncludePad, int? divisorOverride)
    {
        if (divisorOverride == 0) throw new ArgumentException("divisor must be not zero", nameof(divisorOverride));
        return Averaged($"AvgPool{rank}D", rank, input, Regular("avg_pool", rank, input, kernelSize, stride, padding, 1, ceilMode), countIncludePad, divisorOverride);
    }

    private static (Tensor Values, Tensor Indices) Largest(string name, int rank, Tensor input, Windows windows)
    {
        int[] sizes = Pooled(rank, input, windows), before = input.Layout.Sizes;
        Tensor planes = input.Detach().Reshape(-1, windows.InputPlane), index = Pooling.Largest(planes, windows);
        Tensor values = Along.Take(planes, 1, index).View(sizes);
        values = Tape.Record(
            values, name, input,
            (node, grad) => Tensor.Given(grad.Reshape(-1, windows.OutputPlane), 1, node.Saved(0), [grad.ElementCount / windows.OutputPlane, windows.InputPlane]).Reshape(before), index);
        return (values, index.View(sizes));
    }

    private static Tensor Averaged(string name, int rank, Tensor input, Windows windows, bool includesPadding, int? divisor)
    {
        int[] sizes = Pooled(rank, input, windows), before = input.Layout.Sizes;
        if (!input.DType.IsFloatingPoint()) throw new ArgumentException($"\"{name}\" not implemented for '{input.DType.Title()}'. Convert the tensor with To(DType.Float32) first.", nameof(input));
        Tensor divisors = Tensor.From(divisor is { } number ? [.. Enumerable.Repeat((double)number, windows.OutputPlane)] : windows.Divisors(includesPadding)).To(input.DType);
        Tensor result = (Pooling.Sums(input.Detach().Reshape(-1, windows.InputPlane), windows) / divisors).View(sizes);
        return Tape.Record(result, name, input, (node, grad) => SpreadOver(grad.Reshape(-1, windows.OutputPlane) / node.Saved(0), windows).Reshape(before), divisors);
    }

    private static Tensor SpreadOver(Tensor y, Windows windows) => Tape.Record(Pooling.Spread(y, windows), "AvgPoolBackward", y, (_, grad) => SummedOver(grad, windows));

    private static Tensor SummedOver(Tensor x, Windows windows) => Tape.Record(Pooling.Sums(x, windows), "SumPool", x, (_, grad) => SpreadOver(grad, windows));

    private static int[] Pooled(int rank, Tensor input, Windows windows) => [.. input.Layout.Sizes.AsSpan(0, input.Rank - rank), .. windows.Output.AsSpan(3 - rank)];

    private static Windows Regular(string name, int rank, Tensor input, Extent kernelSize, Extent stride, Extent padding, Extent dilation, bool ceil)
    {
        int[] spatial = Spatial(name, rank, input);
        if (kernelSize.IsDefault) throw new ArgumentException($"{name}{rank}d: a kernel size has to be given.", nameof(kernelSize));
        int[] kernel = Three(kernelSize.For(rank, 1, "kernel_size"), 1), pads = Three(padding.For(rank, 0, nameof(padding)), 0), gaps = Three(dilation.For(rank, 1, nameof(dilation)), 1);
        int[] steps = stride.IsDefault ? kernel : Three(stride.For(rank, 1, nameof(stride)), 1);
        if (kernel.Any(k => k <= 0) || steps.Any(s => s <= 0) || gaps.Any(g => g <= 0)) throw new ArgumentException($"{name}{rank}d: kernel size, stride and dilation should be greater than zero");
        for (int d = 0; d < 3; d++)
        {
            if (pads[d] < 0 || pads[d] > ((kernel[d] - 1) * gaps[d] + 1) / 2) throw new ArgumentException($"pad should be at most half of effective kernel size, but got pad={pads[d]}, kernel_size={kernel[d]} and dilation={gaps[d]}", nameof(padding));
        }

        return Windows.Regular(spatial, kernel, steps, pads, gaps, ceil);
    }

    private static Windows Adaptive(int rank, Tensor input, Extent outputSize)
    {
        int[] spatial = Spatial("adaptive_pool", rank, input), output = outputSize.For(rank, 1, "output_size");
        if (output.Any(size => size < 0) || spatial.Any(size => size == 0)) throw new ArgumentException($"adaptive_pool{rank}d: expected input to have non-zero spatial sizes and the output size not to be negative; got {input.Shape} and {Layout.Text(output)}", nameof(outputSize));
        return Windows.Adaptive(spatial, Three(output, 1));
    }

    private static int[] Spatial(string name, int rank, Tensor input)
    {
        if (Given(input).Rank != rank + 1 && input.Rank != rank + 2) throw new ArgumentException($"{name}{rank}d: Expected {rank + 1}D or {rank + 2}D input, but got input of size {input.Shape}", nameof(input));
        return Three(input.Layout.Sizes[^rank..], 1);
    }

    private static int[] Three(int[] sizes, int missing) => [.. Enumerable.Repeat(missing, 3 - sizes.Length), .. sizes];
}
