using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>Each sample with mean 0 and variance 1 over its last dimensions.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="normalizedShape">The sizes of the last dimensions.</param>
    /// <param name="weight">What the result is multiplied by, in the normalized shape.</param>
    /// <param name="bias">What is added, in the normalized shape.</param>
    /// <param name="eps">Is added to the variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor LayerNorm(Tensor input, ReadOnlySpan<int> normalizedShape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        int count = normalizedShape.Length;
        if (count == 0 || count > Given(input).Rank || !input.Layout.Sizes.AsSpan(input.Rank - count).SequenceEqual(normalizedShape)) throw new ArgumentException($"Given normalized_shape={Layout.Text(normalizedShape)}, expected input with shape [*, {string.Join(", ", normalizedShape.ToArray())}], but got input of size{input.Shape}", nameof(input));
        DemandShape(weight, normalizedShape, "weight");
        DemandShape(bias, normalizedShape, "bias");
        return Standardized("NativeLayerNorm", input, weight, bias, [.. Enumerable.Range(input.Rank - count, count)], eps);
    }

    /// <summary>Each channel with mean 0 and variance 1 over all samples; or by running averages, if not in training.</summary>
    /// <param name="input">Of shape [samples, channels, …].</param>
    /// <param name="runningMean">One for each channel; changed in training.</param>
    /// <param name="runningVar">One for each channel; changed in training.</param>
    /// <param name="weight">What each channel is multiplied by.</param>
    /// <param name="bias">What is added to each channel.</param>
    /// <param name="training">Takes mean and variance from the input.</param>
    /// <param name="momentum">The part of the new in the running averages.</param>
    /// <param name="eps">Is added to the variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there is one value per channel in training, or there are no running averages otherwise.</exception>
    public static Tensor BatchNorm(Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
    {
        if (Given(input).Rank < 2) throw new ArgumentException($"batch_norm expects an input of shape [samples, channels, ...], but got {input.Shape}", nameof(input));
        int channels = input.Layout.Sizes[1], count = channels == 0 ? 0 : input.ElementCount / channels;
        DemandShape(weight, [channels], "weight");
        DemandShape(bias, [channels], "bias");
        DemandShape(runningMean, [channels], "running_mean");
        DemandShape(runningVar, [channels], "running_var");
        if (!training)
        {
            if (runningMean is null || runningVar is null) throw new ArgumentException("Expected running_mean and running_var to be defined when training=False");
            Tensor result = (input - PerClass(runningMean, input)) * (PerClass(runningVar, input) + eps).Rsqrt();
            if (weight is not null) result *= PerClass(weight, input);
            return bias is null ? result : result + PerClass(bias, input);
        }

        if (count == 1) throw new ArgumentException($"Expected more than 1 value per channel when training, got input size {input.Shape}", nameof(input));
        int[] dims = [0, .. Enumerable.Range(2, input.Rank - 2)];
        if (ChannelNormalization.Applies(input, weight, bias))
        {
            (Tensor result, Tensor mean, Tensor var) = StandardizedChannels("NativeBatchNorm", input, weight, bias, ChannelNormalization.Sets.OfBatch(input), eps);
            Follow(runningMean, runningVar, mean, var * (count / (count - 1.0)), momentum);
            return result;
        }

        if (runningMean is not null || runningVar is not null) Follow(runningMean, runningVar, input.Detach().Mean(dims), input.Detach().Var(dims), momentum);
        return Standardized("NativeBatchNorm", input, weight is null ? null : PerClass(weight, input), bias is null ? null : PerClass(bias, input), dims, eps);
    }

    private static void Follow(Tensor? runningMean, Tensor? runningVar, Tensor mean, Tensor var, double momentum)
    {
        using ModeScope scope = Autograd.NoGrad();
        runningMean?.CopyInPlace((runningMean * (1 - momentum)) + (mean * momentum));
        runningVar?.CopyInPlace((runningVar * (1 - momentum)) + (var * momentum));
    }

    /// <summary>Groups of channels of each sample with mean 0 and variance 1.</summary>
    /// <param name="input">Of shape [samples, channels, …].</param>
    /// <param name="numGroups">How many groups; a divisor of the number of channels.</param>
    /// <param name="weight">What each channel is multiplied by.</param>
    /// <param name="bias">What is added to each channel.</param>
    /// <param name="eps">Is added to the variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor GroupNorm(Tensor input, int numGroups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        if (Given(input).Rank < 2) throw new ArgumentException($"Expected at least 2 dimensions for input tensor but received {input.Rank}", nameof(input));
        int channels = input.Layout.Sizes[1];
        if (numGroups < 1 || channels % numGroups != 0) throw new ArgumentException($"Expected number of channels in input to be divisible by num_groups, but got input of shape {input.Shape} and num_groups={numGroups}", nameof(numGroups));
        DemandShape(weight, [channels], "weight");
        DemandShape(bias, [channels], "bias");
        int[] sizes = input.Layout.Sizes;
        if (ChannelNormalization.Applies(input, weight, bias)) return StandardizedChannels("NativeGroupNorm", input, weight, bias, ChannelNormalization.Sets.OfSample(input, channels / numGroups), eps).Result;
        (bool hasWeight, bool hasBias) = (weight is not null, bias is not null);
        Tensor[] inputs = [input, .. new[] { weight, bias }.OfType<Tensor>()];
        return Fused("NativeGroupNorm", inputs, x =>
        {
            Tensor grouped = x[0].Reshape(sizes[0], numGroups, -1);
            Tensor result = Standardized("NativeGroupNorm", grouped, null, null, [2], eps).Reshape(sizes);
            if (hasWeight) result *= PerClass(x[1], result);
            return hasBias ? result + PerClass(x[^1], result) : result;
        });
    }

    /// <summary>Each channel of each sample with mean 0 and variance 1.</summary>
    /// <param name="input">Of shape [samples, channels, …].</param>
    /// <param name="weight">What each channel is multiplied by.</param>
    /// <param name="bias">What is added to each channel.</param>
    /// <param name="eps">Is added to the variance.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is one value per channel.</exception>
    public static Tensor InstanceNorm(Tensor input, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        if (Given(input).Rank < 3) throw new ArgumentException($"instance_norm expects an input of shape [samples, channels, ...], but got {input.Shape}", nameof(input));
        if (Layout.CountOf(input.Layout.Sizes.AsSpan(2)) == 1) throw new ArgumentException($"Expected more than 1 spatial element when training, got input size {input.Shape}", nameof(input));
        DemandShape(weight, [input.Layout.Sizes[1]], "weight");
        DemandShape(bias, [input.Layout.Sizes[1]], "bias");
        if (ChannelNormalization.Applies(input, weight, bias)) return StandardizedChannels("NativeBatchNorm", input, weight, bias, ChannelNormalization.Sets.OfSample(input, 1), eps).Result;
        return Standardized("NativeBatchNorm", input, weight is null ? null : PerClass(weight, input), bias is null ? null : PerClass(bias, input), [.. Enumerable.Range(2, input.Rank - 2)], eps);
    }

    /// <summary>Divided by the root of the mean square over the last dimensions.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="normalizedShape">The sizes of the last dimensions.</param>
    /// <param name="weight">What the result is multiplied by, in the normalized shape.</param>
    /// <param name="eps">Is added to the mean square; by default the distance from 1 to the next number.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor RmsNorm(Tensor input, ReadOnlySpan<int> normalizedShape, Tensor? weight = null, double? eps = null)
    {
        int count = normalizedShape.Length;
        if (count == 0 || count > Given(input).Rank || !input.Layout.Sizes.AsSpan(input.Rank - count).SequenceEqual(normalizedShape)) throw new ArgumentException($"Given normalized_shape={Layout.Text(normalizedShape)}, expected input with shape [*, {string.Join(", ", normalizedShape.ToArray())}], but got input of size{input.Shape}", nameof(input));
        DemandShape(weight, normalizedShape, "weight");
        int[] dims = [.. Enumerable.Range(input.Rank - count, count)];
        double added = eps ?? (input.DType == DType.Float64 ? Math.Pow(2, -52) : Math.Pow(2, -23));
        Tensor result = input * ((input * input).Mean(dims, keepDim: true) + added).Rsqrt();
        return weight is null ? result : result * weight;
    }

    /// <summary>Each element divided by a power of the mean square of neighbouring channels.</summary>
    /// <param name="input">Of shape [samples, channels, …].</param>
    /// <param name="size">How many channels.</param>
    /// <param name="alpha">What the mean square is multiplied by.</param>
    /// <param name="beta">The power.</param>
    /// <param name="k">Is added to it.</param>
    /// <exception cref="ArgumentException">There are fewer than three dimensions.</exception>
    public static Tensor LocalResponseNorm(Tensor input, int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        if (Given(input).Rank < 3) throw new ArgumentException($"Expected 3D or higher dimensionality input (got {input.Rank} dimensions)", nameof(input));
        int channels = input.Layout.Sizes[1];
        Tensor squares = input * input, sum = squares;

        // Neighbours that are outside are zeros, and count.
        for (int shift = -(size / 2); shift <= (size - 1) / 2; shift++)
        {
            if (shift == 0 || Math.Abs(shift) >= channels) continue;
            int[] places = [.. Enumerable.Range(0, channels).Select(c => c + shift)];
            Tensor index = Tensor.From([.. places.Select(c => (long)Math.Clamp(c, 0, channels - 1))]);
            Tensor inside = Tensor.From([.. places.Select(c => c >= 0 && c < channels ? 1.0 : 0.0)]).To(input.DType);
            sum += squares.IndexSelect(1, index) * PerClass(inside, input);
        }

        return input / ((sum * (alpha / size)) + k).Pow(beta);
    }

    /// <summary>
    /// <c>(x - mean) / √(variance + eps) · weight + bias</c> as one node. Its gradient is <c>r (h - mean(h) - x̂ mean(h x̂))</c> with <c>h = grad · weight</c>; mean and variance
    /// are computed again if that is recorded, since they depend on x.
    /// </summary>
    private static Tensor Standardized(string name, Tensor input, Tensor? weight, Tensor? bias, int[] dims, double eps)
    {
        if (!input.DType.IsFloatingPoint()) throw new InvalidOperationException($"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {input.DType.Title()}. Convert the tensor with To(DType.Float32) first.");
        bool isRows = RowNormalization.Applies(input, dims, weight, bias);
        (Tensor result, Tensor mean, Tensor scale) = isRows ? RowNormalization.Values(input, weight, bias, dims, eps) : Tensor.Quietly((input, weight, bias, dims, eps), static a =>
        {
            (Tensor m, Tensor r) = Moments(a.input, a.dims, a.eps);
            Tensor x = (a.input - m) * r;
            if (a.weight is not null) x *= a.weight;
            return (a.bias is null ? x : x + a.bias, m, r);
        });
        Tensor[] inputs = [input, .. new[] { weight, bias }.OfType<Tensor>()];
        bool hasWeight = weight is not null;
        int count = inputs.Length, ofBias = bias is null ? -1 : count - 1;
        return Tape.Record(
            result, name, inputs, (node, grad) =>
            {
                Tensor x = node.Saved(0);
                var grads = new Tensor?[count];
                bool needsBias = ofBias > 0 && node.Needs(ofBias);
                if (isRows && !GradModes.IsRecording)
                {
                    (grads[0], Tensor? byWeight, Tensor? byBias) = RowNormalization.Chain(grad, x, node.Saved(1), node.Saved(2), hasWeight ? node.Saved(3) : null, dims, node.Needs(0), hasWeight && node.Needs(1), needsBias);
                    if (byWeight is not null) grads[1] = byWeight;
                    if (byBias is not null) grads[ofBias] = byBias;
                    return grads;
                }

                if (needsBias) grads[ofBias] = grad;
                (Tensor m, Tensor r) = GradModes.IsRecording ? Moments(x, dims, eps) : (node.Saved(1), node.Saved(2));
                Tensor unit = (x - m) * r;
                if (node.Needs(0))
                {
                    Tensor h = hasWeight ? grad * node.Saved(3) : grad;
                    grads[0] = r * (h - h.Mean(dims, keepDim: true) - (unit * (h * unit).Mean(dims, keepDim: true)));
                }

                if (hasWeight && node.Needs(1)) grads[1] = grad * unit;
                return grads;
            }, weight is null ? [input, mean, scale] : [input, mean, scale, weight]);
    }

    /// <summary>The same with a weight and a bias for each channel, and with the means and variances.</summary>
    private static (Tensor Result, Tensor Mean, Tensor Var) StandardizedChannels(string name, Tensor input, Tensor? weight, Tensor? bias, ChannelNormalization.Sets sets, double eps)
    {
        (Tensor result, Tensor mean, Tensor var, Tensor scale) = ChannelNormalization.Values(input, weight, bias, sets, eps);
        Tensor[] inputs = [input, .. new[] { weight, bias }.OfType<Tensor>()];
        bool hasWeight = weight is not null;
        int ofBias = bias is null ? -1 : inputs.Length - 1;
        result = Tape.Record(
            result, name, inputs, (node, grad) =>
            {
                Tensor x = node.Saved(0);
                Tensor? w = hasWeight ? node.Saved(3) : null;
                (bool needsWeight, bool needsBias) = (hasWeight && node.Needs(1), ofBias > 0 && node.Needs(ofBias));
                (Tensor? byInput, Tensor? byWeight, Tensor? byBias) = GradModes.IsRecording ? RecordedChain(grad, x, w, sets, eps)
                    : ChannelNormalization.Chain(grad, x, node.Saved(1), node.Saved(2), w, sets, node.Needs(0), needsWeight, needsBias);
                return [byInput, .. hasWeight ? [byWeight] : ReadOnlySpan<Tensor?>.Empty, .. ofBias > 0 ? [byBias] : ReadOnlySpan<Tensor?>.Empty];
            }, weight is null ? [input, mean, scale] : [input, mean, scale, weight]);
        return (result, mean, var);
    }

    private static (Tensor ByInput, Tensor ByWeight, Tensor ByBias) RecordedChain(Tensor grad, Tensor x, Tensor? weight, ChannelNormalization.Sets sets, double eps)
    {
        int[] sizes = x.Layout.Sizes, others = [0, .. Enumerable.Range(2, x.Rank - 2)], dims = sets.ChannelsOfSample == 0 ? others : [2];
        Tensor folded = Folded(x), h = Folded(weight is null ? grad : grad * PerClass(weight, grad));
        (Tensor mean, Tensor scale) = Moments(folded, dims, eps);
        Tensor unit = (folded - mean) * scale;
        Tensor byInput = scale * (h - h.Mean(dims, keepDim: true) - (unit * (h * unit).Mean(dims, keepDim: true)));
        return (byInput.Reshape(sizes), (grad * unit.Reshape(sizes)).Sum(others), grad.Sum(others));

        Tensor Folded(Tensor tensor) => sets.ChannelsOfSample == 0 ? tensor : tensor.Reshape(sizes[0], sizes[1] / sets.ChannelsOfSample, -1);
    }

    private static (Tensor Mean, Tensor Scale) Moments(Tensor x, int[] dims, double eps)
    {
        Tensor mean = x.Mean(dims, keepDim: true), apart = x - mean;
        return (mean, ((apart * apart).Mean(dims, keepDim: true) + eps).Rsqrt());
    }

    private static void DemandShape(Tensor? tensor, ReadOnlySpan<int> shape, string name)
    {
        if (tensor is not null && !tensor.Layout.Sizes.AsSpan().SequenceEqual(shape)) throw new ArgumentException($"Expected {name} to be of shape {Layout.Text(shape)}, but got {tensor.Shape}", name);
    }
}
