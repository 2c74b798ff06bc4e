using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>A convolution along one dimension (a correlation: the weight is not turned).</summary>
    /// <param name="input">Of shape [samples, channels, length], or without samples.</param>
    /// <param name="weight">Of shape [filters, channels / groups, length].</param>
    /// <param name="bias">One for each filter.</param>
    /// <param name="stride">From one place of the weight to the next.</param>
    /// <param name="padding">Zeros on both sides of the input; or <see cref="Extent.Same"/>.</param>
    /// <param name="dilation">From one element of the weight to the next.</param>
    /// <param name="groups">Of channels, each with its own filters.</param>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent dilation = default, int groups = 1) =>
        Convolve("conv1d", 1, input, weight, bias, stride, padding, dilation, groups);

    /// <summary>A convolution along two dimensions.</summary>
    /// <param name="input">Of shape [samples, channels, height, width], or without samples.</param>
    /// <param name="weight">Of shape [filters, channels / groups, height, width].</param>
    /// <param name="bias">One for each filter.</param>
    /// <param name="stride">From one place of the weight to the next.</param>
    /// <param name="padding">Zeros on both sides of the input; or <see cref="Extent.Same"/>.</param>
    /// <param name="dilation">From one element of the weight to the next.</param>
    /// <param name="groups">Of channels, each with its own filters.</param>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent dilation = default, int groups = 1) =>
        Convolve("conv2d", 2, input, weight, bias, stride, padding, dilation, groups);

    /// <summary>A convolution along three dimensions.</summary>
    /// <param name="input">Of shape [samples, channels, depth, height, width], or without samples.</param>
    /// <param name="weight">Of shape [filters, channels / groups, depth, height, width].</param>
    /// <param name="bias">One for each filter.</param>
    /// <param name="stride">From one place of the weight to the next.</param>
    /// <param name="padding">Zeros on both sides of the input; or <see cref="Extent.Same"/>.</param>
    /// <param name="dilation">From one element of the weight to the next.</param>
    /// <param name="groups">Of channels, each with its own filters.</param>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent dilation = default, int groups = 1) =>
        Convolve("conv3d", 3, input, weight, bias, stride, padding, dilation, groups);

    /// <summary>The adjoint of <see cref="Conv1d"/> by its input, as an operation: it spreads each element over what the weight covers.</summary>
    /// <param name="input">Of shape [samples, channels, length], or without samples.</param>
    /// <param name="weight">Of shape [channels, filters / groups, length].</param>
    /// <param name="bias">One for each filter.</param>
    /// <param name="stride">From one place of the weight to the next.</param>
    /// <param name="padding">What is cut off on both sides of the result.</param>
    /// <param name="outputPadding">What is added on one side, to choose among the sizes that lead to this input.</param>
    /// <param name="groups">Of channels, each with its own filters.</param>
    /// <param name="dilation">From one element of the weight to the next.</param>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public static Tensor ConvTranspose1d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent outputPadding = default, int groups = 1, Extent dilation = default) =>
        ConvolveBack("conv_transpose1d", 1, input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>The adjoint of <see cref="Conv2d"/> by its input, as an operation.</summary>
    /// <inheritdoc cref="ConvTranspose1d"/>
    public static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent outputPadding = default, int groups = 1, Extent dilation = default) =>
        ConvolveBack("conv_transpose2d", 2, input, weight, bias, stride, padding, outputPadding, groups, dilation);

    /// <summary>The adjoint of <see cref="Conv3d"/> by its input, as an operation.</summary>
    /// <inheritdoc cref="ConvTranspose1d"/>
    public static Tensor ConvTranspose3d(Tensor input, Tensor weight, Tensor? bias = null, Extent stride = default, Extent padding = default, Extent outputPadding = default, int groups = 1, Extent dilation = default) =>
        ConvolveBack("conv_transpose3d", 3, input, weight, bias, stride, padding, outputPadding, groups, dilation);

    private static Tensor Convolve(string name, int rank, Tensor input, Tensor weight, Tensor? bias, Extent stride, Extent padding, Extent dilation, int groups)
    {
        if (Given(input).Rank == rank + 1) return Convolve(name, rank, input.Unsqueeze(0), weight, bias, stride, padding, dilation, groups).Squeeze(0);
        DemandConvolvable(name, rank, input, Given(weight), bias, weight.Rank == 0 ? 0 : weight.Layout.Sizes[0]);
        int[] sizes = input.Layout.Sizes, filter = weight.Layout.Sizes;
        (int[] steps, int[] pads, int[] gaps) = Steps(rank, stride, padding.IsSame ? default : padding, dilation);
        if (padding.IsSame)
        {
            if (steps.Any(step => step != 1)) throw new ArgumentException("padding='same' is not supported for strided convolutions: give the padding by numbers.", nameof(padding));
            pads = [.. gaps.Select((gap, i) => gap * (filter[i + 2] - 1) / 2)];
        }

        if (groups < 1 || filter[1] * groups != sizes[1]) throw new ArgumentException($"Given groups={groups}, weight of size {weight.Shape}, expected input{input.Shape} to have {filter[1] * groups} channels, but got {sizes[1]} channels instead", nameof(input));
        if (filter[0] % groups != 0) throw new ArgumentException($"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of size {weight.Shape} instead", nameof(weight));
        int[] output = [sizes[0], filter[0], .. Enumerable.Range(0, rank).Select(i => padding.IsSame ? sizes[i + 2] : ConvolutionShape.Size(sizes[i + 2], filter[i + 2], steps[i], pads[i], gaps[i]))];
        if (output.Skip(2).Any(size => size <= 0)) throw new ArgumentException($"Calculated padded input size per channel: ({string.Join(" x ", Enumerable.Range(0, rank).Select(i => sizes[i + 2] + (2 * pads[i])))}). Kernel size: ({string.Join(" x ", filter.Skip(2))}). Kernel size can't be greater than actual input size", nameof(weight));
        return Biased(input, weight, bias, new ConvolutionShape(sizes, filter, output, steps, pads, gaps, groups), isTransposed: false);
    }

    private static Tensor ConvolveBack(string name, int rank, Tensor input, Tensor weight, Tensor? bias, Extent stride, Extent padding, Extent outputPadding, int groups, Extent dilation)
    {
        if (Given(input).Rank == rank + 1) return ConvolveBack(name, rank, input.Unsqueeze(0), weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
        DemandConvolvable(name, rank, input, Given(weight), bias, weight.Rank < 2 ? 0 : weight.Layout.Sizes[1] * groups);
        (int[] steps, int[] pads, int[] gaps) = Steps(rank, stride, padding, dilation);
        int[] more = outputPadding.For(rank, 0, "output_padding"), sizes = input.Layout.Sizes, filter = weight.Layout.Sizes;
        if (groups < 1 || filter[0] != sizes[1] || sizes[1] % groups != 0) throw new ArgumentException($"Given transposed=1, weight of size {weight.Shape}, expected input{input.Shape} to have {filter[0]} channels, but got {sizes[1]} channels instead", nameof(input));
        for (int i = 0; i < rank; i++)
        {
            if (more[i] < 0 || (more[i] >= steps[i] && more[i] >= gaps[i])) throw new ArgumentException($"output padding must be smaller than either stride or dilation, but got output_padding: {Layout.Text(more)} stride: {Layout.Text(steps)} dilation: {Layout.Text(gaps)}", nameof(outputPadding));
        }

        // The result is what an ordinary convolution would have as its input.
        int[] result = [sizes[0], filter[1] * groups, .. Enumerable.Range(0, rank).Select(i => ((sizes[i + 2] - 1) * steps[i]) - (2 * pads[i]) + (gaps[i] * (filter[i + 2] - 1)) + more[i] + 1)];
        if (result.Skip(2).Any(size => size <= 0)) throw new ArgumentException($"Given input size per channel: ({string.Join(" x ", sizes.Skip(2))}). Calculated output size per channel: ({string.Join(" x ", result.Skip(2))}). Output size is too small", nameof(input));
        return Biased(input, weight, bias, new ConvolutionShape(result, filter, sizes, steps, pads, gaps, groups), isTransposed: true);
    }

    private static Tensor Biased(Tensor input, Tensor weight, Tensor? bias, ConvolutionShape shape, bool isTransposed)
    {
        Tensor result = isTransposed ? Convolution.Input(input, weight, shape, bias) : Convolution.Output(input, weight, shape, bias);
        int[] others = [0, .. Enumerable.Range(2, input.Rank - 2)];
        bool hasBias = bias is not null;
        return Tape.Record(
            result, "Convolution", bias is null ? [input, weight] : [input, weight, bias], (node, grad) =>
            {
                Tensor? byInput = !node.Needs(0) ? null : isTransposed ? Convolved(grad, node.Saved(1), shape) : ConvolvedInput(grad, node.Saved(1), shape);
                Tensor? byWeight = !node.Needs(1) ? null : isTransposed ? ConvolvedWeight(grad, node.Saved(0), shape) : ConvolvedWeight(node.Saved(0), grad, shape);
                return hasBias ? [byInput, byWeight, node.Needs(2) ? grad.Sum(others) : null] : [byInput, byWeight];
            }, input, weight);
    }

    private static Tensor Convolved(Tensor x, Tensor w, ConvolutionShape shape) =>
        Tape.Record(Convolution.Output(x, w, shape), "Convolution", [x, w], (node, grad) =>
            [node.Needs(0) ? ConvolvedInput(grad, node.Saved(1), shape) : null, node.Needs(1) ? ConvolvedWeight(node.Saved(0), grad, shape) : null], x, w);

    private static Tensor ConvolvedInput(Tensor g, Tensor w, ConvolutionShape shape) =>
        Tape.Record(Convolution.Input(g, w, shape), "ConvolutionBackward", [g, w], (node, grad) =>
            [node.Needs(0) ? Convolved(grad, node.Saved(1), shape) : null, node.Needs(1) ? ConvolvedWeight(grad, node.Saved(0), shape) : null], g, w);

    private static Tensor ConvolvedWeight(Tensor x, Tensor g, ConvolutionShape shape) =>
        Tape.Record(Convolution.Weight(x, g, shape), "ConvolutionBackward", [x, g], (node, grad) =>
            [node.Needs(0) ? ConvolvedInput(node.Saved(1), grad, shape) : null, node.Needs(1) ? Convolved(node.Saved(0), grad, shape) : null], x, g);

    private static (int[] Stride, int[] Padding, int[] Dilation) Steps(int rank, Extent stride, Extent padding, Extent dilation)
    {
        (int[] steps, int[] pads, int[] gaps) = (stride.For(rank, 1, nameof(stride)), padding.For(rank, 0, nameof(padding)), dilation.For(rank, 1, nameof(dilation)));
        if (steps.Any(step => step <= 0)) throw new ArgumentException("non-positive stride is not supported", nameof(stride));
        if (pads.Any(pad => pad < 0)) throw new ArgumentException("negative padding is not supported", nameof(padding));
        if (gaps.Any(gap => gap <= 0)) throw new ArgumentException("dilation should be greater than zero", nameof(dilation));
        return (steps, pads, gaps);
    }

    private static void DemandConvolvable(string name, int rank, Tensor input, Tensor weight, Tensor? bias, int filters)
    {
        if (input.Rank != rank + 2) throw new ArgumentException($"Expected {rank + 1}D (unbatched) or {rank + 2}D (batched) input to {name}, but got input of size: {input.Shape}", nameof(input));
        if (weight.Rank != rank + 2) throw new ArgumentException($"Expected {rank + 2}-dimensional weight of {name}, but got weight of size {weight.Shape}", nameof(weight));
        if (!input.DType.IsFloatingPoint()) throw new ArgumentException($"\"{name}\" not implemented for '{input.DType.Title()}'. Convert the tensors with To(DType.Float32) first.", nameof(input));
        if (weight.DType != input.DType) throw new ArgumentException($"Input type ({input.DType.Name()}) and weight type ({weight.DType.Name()}) should be the same", nameof(weight));
        if (bias is null) return;
        if (bias.DType != input.DType) throw new ArgumentException($"Input type ({input.DType.Name()}) and bias type ({bias.DType.Name()}) should be the same", nameof(bias));
        DemandShape(bias, [filters], $"bias of {name}");
    }
}
